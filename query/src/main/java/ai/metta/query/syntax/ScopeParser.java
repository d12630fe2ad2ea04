// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.query.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads what stands between a metric's braces. Commas bind weakest, then OR, then AND, then NOT:
/// signs and words may be mixed, as dashboards do.
final class ScopeParser {
  private static final int DEEPEST = 100;
  private static final int MOST_ALTERNATIVES = 10_000;

  private final Cursor cursor;
  private final Variables variables;
  private int depth;

  ScopeParser(Cursor cursor, Variables variables) {
    this.cursor = cursor;
    this.variables = variables;
  }

  /// Behind the opening brace; ends behind the closing one.
  Filter scope() {
    List<Filter> parts = new ArrayList<>();
    if (cursor.accept('}')) {
      return new Filter.Everything();
    }
    do {
      // A variable that stands for nothing leaves a comma behind.
      if (cursor.peek() != ',' && cursor.peek() != '}') {
        parts.add(alternatives());
      }
    } while (cursor.accept(','));
    if (!cursor.accept('}')) {
      throw cursor.expected("\",\", AND, OR or \"}\"");
    }
    return all(parts);
  }

  private static Filter all(List<Filter> parts) {
    return switch (parts.size()) {
      case 0 -> new Filter.Everything();
      case 1 -> parts.getFirst();
      default -> new Filter.All(parts);
    };
  }

  private Filter alternatives() {
    List<Filter> parts = new ArrayList<>();
    do {
      parts.add(conjunction());
    } while (acceptWord("OR"));
    return parts.size() == 1 ? parts.getFirst() : new Filter.AnyOf(parts);
  }

  private Filter conjunction() {
    List<Filter> parts = new ArrayList<>();
    do {
      parts.add(negation());
    } while (acceptWord("AND"));
    return all(parts);
  }

  private Filter negation() {
    if (++depth > DEEPEST) {
      throw cursor.wrong(cursor.position(), "more than " + DEEPEST + " levels");
    }
    try {
      if (cursor.accept('!') || acceptWord("NOT")) {
        return new Filter.Not(negation());
      }
      if (cursor.accept('(')) {
        Filter inner = alternatives();
        cursor.expect(')');
        return inner;
      }
      return item();
    } finally {
      depth--;
    }
  }

  /// A tag may begin with a word: `not-ready:true`.
  private boolean acceptWord(String word) {
    return cursor.acceptWord(word, ScopeParser::isText);
  }

  private Filter item() {
    if (cursor.peek() == '$') {
      return variable();
    }
    int start = cursor.position();
    List<String> tags = texts();
    String tag = tags.getFirst();
    if (tag.isEmpty()) {
      throw cursor.expected("a tag, such as env:prod");
    }
    if (tag.equals("*")) {
      return new Filter.Everything();
    }
    if (acceptWord("NOT")) {
      if (!acceptWord("IN")) {
        throw cursor.expected("IN");
      }
      return new Filter.Not(in(tag));
    }
    if (tag.indexOf(':') < 0 && acceptWord("IN")) {
      return in(tag);
    }
    if (tag.startsWith(":")) {
      throw cursor.wrong(start, "a tag without a key");
    }
    if (tag.indexOf(':') == tag.length() - 1) {
      throw cursor.expected("a value of " + tag.substring(0, tag.length() - 1));
    }
    return anyOf(tags);
  }

  private Filter in(String key) {
    List<String> tags = new ArrayList<>();
    cursor.expect('(');
    do {
      cursor.peek();
      List<String> values = texts();
      if (values.getFirst().isEmpty()) {
        throw cursor.expected("a value of " + key);
      }
      values.forEach(value -> tags.add(key + ":" + value));
    } while (cursor.accept(','));
    cursor.expect(')');
    return new Filter.AnyOf(tags.stream().<Filter>map(Filter.HasTag::new).toList());
  }

  private static Filter anyOf(List<String> tags) {
    List<Filter> alternatives = tags.stream().<Filter>map(Filter.HasTag::new).toList();
    return alternatives.size() == 1 ? alternatives.getFirst() : new Filter.AnyOf(alternatives);
  }

  /// A tag or a value of one, in which variables stand for their values: as many texts as these
  /// make, which are alternatives.
  private List<String> texts() {
    int start = cursor.position();
    List<String> texts = List.of("");
    while (true) {
      texts = each(texts, List.of(cursor.take(ScopeParser::isText)));
      if (cursor.here() == '"') {
        cursor.accept('"');
        texts = each(texts, List.of(cursor.take(character -> character != '"')));
        cursor.expect('"');
      } else if (cursor.here() == '$') {
        texts = each(texts, valuesOfVariable());
      } else {
        return texts.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
      }
      if (texts.size() > MOST_ALTERNATIVES) {
        throw cursor.wrong(start, "a tag of more than " + MOST_ALTERNATIVES + " alternatives");
      }
    }
  }

  private static List<String> each(List<String> beginnings, List<String> ends) {
    return beginnings.stream()
        .flatMap(beginning -> ends.stream().map(end -> beginning + end))
        .toList();
  }

  private static boolean isText(int character) {
    return character != '$'
        && ",(){}!\"".indexOf(character) < 0
        && !Character.isWhitespace(character);
  }

  /// Inside a text: the values alone, whether or not `.value` says so.
  private List<String> valuesOfVariable() {
    cursor.accept('$');
    String name = name();
    acceptSuffix(".value");
    return Optional.ofNullable(variables.byName().get(name))
        .filter(variable -> !variable.isAll())
        .map(Variables.Variable::values)
        .orElse(List.of("*"));
  }

  /// A whole item: `$name` is the tag that it stands for, `$name.value` the value alone.
  private Filter variable() {
    int start = cursor.position();
    cursor.expect('$');
    String name = name();
    boolean value = acceptSuffix(".value");
    if (isText(cursor.here()) && cursor.here() != 0) {
      cursor.moveTo(start);
      return anyOf(texts());
    }
    Optional<Variables.Variable> declared = Optional.ofNullable(variables.byName().get(name));
    if (declared.isEmpty()) {
      return new Filter.Unknown(name);
    }
    if (declared.get().isAll()) {
      return new Filter.Everything();
    }
    String prefix = value ? "" : declared.get().prefix().map(key -> key + ":").orElse("");
    return anyOf(
        declared.get().values().stream()
            .map(one -> (prefix + one).toLowerCase(Locale.ROOT))
            .toList());
  }

  /// Behind the dollar: the longest name that is declared, else what looks like one.
  private String name() {
    Optional<String> declared = variables.longestAt(cursor.text(), cursor.position());
    if (declared.isPresent()) {
      cursor.moveTo(cursor.position() + declared.get().length());
      return declared.get();
    }
    int start = cursor.position();
    String name = cursor.take(character -> Cursor.isWord(character) || character == '-');
    if (name.isEmpty()) {
      throw cursor.expected("the name of a template variable");
    }
    if (!variables.allows(name)) {
      throw cursor.wrong(start - 1, "nothing says what $" + name + " stands for");
    }
    return name;
  }

  private boolean acceptSuffix(String suffix) {
    boolean there = cursor.text().startsWith(suffix, cursor.position());
    if (there) {
      cursor.moveTo(cursor.position() + suffix.length());
    }
    return there;
  }
}
