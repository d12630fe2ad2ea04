// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.secret.Secret;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How a request says who sends it. Never follows a redirect to another host, never prints.
public sealed interface Credential {

  /// `Authorization: Bearer …`
  record Bearer(Secret token) implements Credential {
    @Override
    public String toString() {
      return "Bearer ***";
    }
  }

  /// `Authorization: Basic …`
  record Basic(String user, Secret password) implements Credential {
    @Override
    public String toString() {
      return "Basic ***";
    }
  }

  /// A header of the service's own, such as `DD-API-KEY`.
  record Header(String name, Secret value) implements Credential {
    @Override
    public String toString() {
      return name + " ***";
    }
  }

  /// More than one, for services that ask for two keys.
  record Several(List<Credential> all) implements Credential {
    public Several {
      all = List.copyOf(all);
    }
  }

  /// The headers to send, with the values themselves.
  default Map<String, String> headers() {
    return switch (this) {
      case Bearer(Secret token) -> Map.of("Authorization", "Bearer " + token.reveal());
      case Basic(String user, Secret password) ->
          Map.of("Authorization", "Basic " + base64(user + ":" + password.reveal()));
      case Header(String name, Secret value) -> Map.of(name, value.reveal());
      case Several(List<Credential> all) -> {
        Map<String, String> headers = new TreeMap<>();
        all.forEach(one -> headers.putAll(one.headers()));
        yield headers;
      }
    };
  }

  /// Every secret in it.
  default List<Secret> secrets() {
    return switch (this) {
      case Bearer(Secret token) -> List.of(token);
      case Basic(_, Secret password) -> List.of(password);
      case Header(_, Secret value) -> List.of(value);
      case Several(List<Credential> all) ->
          all.stream().flatMap(one -> one.secrets().stream()).toList();
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
