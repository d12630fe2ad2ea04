// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that was let in.
///
/// @param parts what stands for the wildcards of its route
/// @param body decompressed
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
public record Call(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    List<String> parts,
    byte[] body) {

  public Optional<String> parameter(String name) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> decoded(pair.split("=", 2)[0]).equals(name))
        .map(pair -> pair.contains("=") ? decoded(pair.split("=", 2)[1]) : "")
        .findFirst();
  }

  /// A parameter that must be a time in seconds.
  ///
  /// @throws Refusal with status 400 where it is missing or no number
  public long seconds(String name) {
    return parameter(name)
        .filter(text -> text.matches("-?\\d{1,12}"))
        .map(Long::parseLong)
        .orElseThrow(
            () -> new Refusal(400, "The value provided for parameter '" + name + "' is invalid"));
  }

  public long whole(String name, long otherwise) {
    return parameter(name)
        .map(text -> {
          if (!text.matches("\\d{1,9}")) {
            throw new Refusal(400, "The value provided for parameter '" + name + "' is invalid");
          }
          return Long.parseLong(text);
        })
        .orElse(otherwise);
  }

  public Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header ->
            header.getKey().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }

  public Fields json() {
    return Fields.of(Tree.read(body));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException broken) {
      throw new Refusal(400, "The query string cannot be decoded");
    }
  }
}
