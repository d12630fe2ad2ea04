// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.http.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// XML as AWS writes it.
final class Xml {
  private Xml() {}

  /// An element with others in it.
  static String in(String name, String... content) {
    return "<" + name + ">" + String.join("", content) + "</" + name + ">";
  }

  /// An element with text.
  static String text(String name, Object value) {
    String text = value.toString().replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "<" + name + ">" + text + "</" + name + ">";
  }

  /// An element with text; nothing where there is none.
  static String maybe(String name, Optional<?> value) {
    return value.map(known -> text(name, known)).orElse("");
  }

  /// A list, whose items are called `item` by EC2 and `member` by the others.
  static <T> String list(String name, String item, List<T> items, Function<T, String> content) {
    return items.isEmpty()
        ? "<" + name + "/>"
        : in(
            name,
            items.stream().map(one -> in(item, content.apply(one))).collect(Collectors.joining()));
  }

  static Answer answer(int status, String document) {
    return new Answer(
        status,
        Map.of("Content-Type", "text/xml;charset=UTF-8"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + document);
  }
}
