// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A declared credential: what it is called in each place it may be kept.
///
/// @param key the logical name, `skypilot.api_key`
/// @param ids names in secret stores and mounted directories, the preferred one first
/// @param environment names of variables, the preferred one first
/// @param jsonFields which fields hold the value, in this order, where the secret is a JSON object
/// @param otherFields fields of other keys, one of which such an object may hold instead
public record SecretKey(
    String key,
    List<String> ids,
    List<String> environment,
    Necessity necessity,
    List<String> jsonFields,
    List<String> otherFields) {
  private static final Pattern KEY = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)+");
  private static final Pattern ID =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(/[A-Za-z0-9][A-Za-z0-9_-]*)*");

  public SecretKey {
    if (!KEY.matcher(key).matches()) {
      throw new IllegalArgumentException("secret key \"" + key + "\" is not of the form a.b_c");
    }
    for (String id : ids) {
      if (!ID.matcher(id).matches()) {
        throw new IllegalArgumentException("secret id \"" + id + "\" is not of the form a/b-c");
      }
    }
    ids = List.copyOf(ids);
    environment = List.copyOf(environment);
    jsonFields = List.copyOf(jsonFields);
    otherFields = List.copyOf(otherFields);
  }

  public static SecretKey required(String key, String id, String... environment) {
    return of(key, id, Necessity.REQUIRED, environment);
  }

  public static SecretKey optional(String key, String id, String... environment) {
    return of(key, id, Necessity.OPTIONAL, environment);
  }

  private static SecretKey of(String key, String id, Necessity necessity, String... environment) {
    return new SecretKey(key, List.of(id), List.of(environment), necessity, List.of(), List.of());
  }

  /// The same key, with further ids it goes by.
  public SecretKey alsoAs(String... moreIds) {
    List<String> all = Stream.concat(ids.stream(), Arrays.stream(moreIds)).toList();
    return new SecretKey(key, all, environment, necessity, jsonFields, otherFields);
  }

  /// The same key, whose value may stand in one of these fields of a JSON object.
  public SecretKey inFields(String... fields) {
    return new SecretKey(key, ids, environment, necessity, List.of(fields), otherFields);
  }

  /// The same key, which may be missing in a JSON object that holds one of these fields.
  public SecretKey besideFields(String... fields) {
    return new SecretKey(key, ids, environment, necessity, jsonFields, List.of(fields));
  }
}
