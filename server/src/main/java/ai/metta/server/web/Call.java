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
import java.util.stream.Stream;

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
  private static final String[] KEYS = {"api_key", "application_key"};

  public Optional<String> parameter(String name) {
    return Arrays.stream(query.split("&"))
        .filter(pair -> decoded(pair.split("=", 2)[0]).equals(name))
        .map(pair -> pair.contains("=") ? decoded(pair.split("=", 2)[1]) : "")
        .findFirst();
  }

  /// Refuses a parameter that would be left aside: whoever filters by it would take all for what
  /// matches.
  ///
  /// @throws Refusal with status 400 for one that is neither named here nor a key
  public void requireOnly(String... known) {
    List<String> good = Stream.concat(Stream.of(known), Stream.of(KEYS)).toList();
    Arrays.stream(query.split("&"))
        .map(pair -> decoded(pair.split("=", 2)[0]))
        .filter(name -> !name.isEmpty() && !good.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw new Refusal(400, "The parameter '" + name + "' is not supported");
        });
  }

  /// The items of a parameter that lists some, parted by commas; none where it is missing.
  public List<String> listed(String name) {
    return parameter(name).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(item -> !item.isEmpty())
        .toList();
  }

  /// Whether a parameter says true.
  ///
  /// @throws Refusal with status 400 where it says neither true nor false
  public boolean flag(String name) {
    return switch (parameter(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw invalid(name);
    };
  }

  /// A parameter that must be one of some words, if it is there.
  public Optional<String> oneOf(String name, String... words) {
    Optional<String> word = parameter(name);
    if (word.isPresent() && !List.of(words).contains(word.get())) {
      throw invalid(name);
    }
    return word;
  }

  private static Refusal invalid(String name) {
    return new Refusal(400, "The value provided for parameter '" + name + "' is invalid");
  }

  /// A parameter that must be a time in seconds.
  ///
  /// @throws Refusal with status 400 where it is missing or no number
  public long seconds(String name) {
    return parameter(name)
        .filter(text -> text.matches("-?\\d{1,12}"))
        .map(Long::parseLong)
        .orElseThrow(() -> invalid(name));
  }

  /// A parameter that must be a whole number, not below 0.
  public long whole(String name, long otherwise) {
    return whole(name, otherwise, 0, 999_999_999);
  }

  /// A parameter that must be a whole number of a range.
  ///
  /// @throws Refusal with status 400 where it is none
  public long whole(String name, long otherwise, long least, long most) {
    return parameter(name)
        .map(text -> {
          if (!text.matches("\\d{1,18}")
              || Long.parseLong(text) < least
              || Long.parseLong(text) > most) {
            throw invalid(name);
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
