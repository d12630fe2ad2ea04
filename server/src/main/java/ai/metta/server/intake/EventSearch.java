// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.intake;

import ai.metta.query.syntax.Filter;
import ai.metta.server.web.Refusal;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a search for events, such as `tags:kind:deploy -repo:a "all good" (fail* OR title:late)`.
///
/// Terms beside one another must all hold, as with AND, which binds stronger than OR; `-` or NOT
/// turns what follows round. A word or a quoted phrase is looked for in title and text, `title:`
/// and `text:` (or `message:`) in one of them; `tags:key:value` is a tag, and any other `key:value`
/// a tag or an attribute of the event. `*` stands for any text, and brackets behind a key hold
/// several values. Case is the same, but for the operators.
final class EventSearch {
  private static final int DEEPEST = 100;
  private static final int MOST_TERMS = 1000;

  private final String text;
  private int position;
  private int depth;
  private int terms;

  private EventSearch(String text) {
    this.text = text;
  }

  /// What of an event is searched.
  ///
  /// @param attributes as tags: `priority:low`
  record Subject(String title, String text, List<String> tags, List<String> attributes) {}

  /// What the terms of a group are values of; `tags` has whole tags as values.
  private enum Field {
    TITLE,
    TEXT,
    TITLE_OR_TEXT,
    TAGS,
    OTHER
  }

  /// @throws Refusal with status 400 and the position of what cannot be understood
  static Predicate<Subject> parse(String query) {
    EventSearch search = new EventSearch(query);
    if (search.peek() == 0) {
      return _ -> true;
    }
    Predicate<Subject> parsed = search.alternatives(Field.TITLE_OR_TEXT, "");
    if (search.peek() != 0) {
      throw search.expected("an end");
    }
    return parsed;
  }

  private Predicate<Subject> alternatives(Field field, String key) {
    Predicate<Subject> any = conjunction(field, key);
    while (acceptWord("OR")) {
      any = any.or(conjunction(field, key));
    }
    return any;
  }

  private Predicate<Subject> conjunction(Field field, String key) {
    Predicate<Subject> all = negation(field, key);
    while (peek() != 0 && peek() != ')' && !isWord("OR")) {
      acceptWord("AND");
      all = all.and(negation(field, key));
    }
    return all;
  }

  private Predicate<Subject> negation(Field field, String key) {
    if (++depth > DEEPEST) {
      throw new Refusal(400, "query: more than " + DEEPEST + " levels at position " + position);
    }
    try {
      if (accept('-') || acceptWord("NOT")) {
        return negation(field, key).negate();
      }
      return peek() == '(' ? group(field, key) : term(field, key);
    } finally {
      depth--;
    }
  }

  private Predicate<Subject> group(Field field, String key) {
    accept('(');
    Predicate<Subject> inner = alternatives(field, key);
    if (!accept(')')) {
      throw expected("\")\"");
    }
    return inner;
  }

  private Predicate<Subject> term(Field field, String key) {
    boolean bare = field == Field.TITLE_OR_TEXT;
    if (isWord("AND") || isWord("OR")) {
      throw expected("a term");
    }
    if (peek() == '"') {
      return matching(field, key, phrase());
    }
    if (here() == '[' || here() == '{') {
      throw expected("a term; ranges are not known here,");
    }
    String word = word(bare ? ":" : "");
    if (!bare || here() != ':' || word.isEmpty()) {
      return matching(field, key, word);
    }
    position++;
    String name = word.startsWith("@") ? word.substring(1) : word;
    Field named =
        switch (name) {
          case "title" -> Field.TITLE;
          case "text", "message" -> Field.TEXT;
          case "tags" -> Field.TAGS;
          default -> Field.OTHER;
        };
    return switch (here()) {
      case '(' -> group(named, name);
      case '"' -> matching(named, name, phrase());
      case '[', '{', '<', '>' -> throw expected("a value; ranges are not known here,");
      default -> matching(named, name, word(""));
    };
  }

  private Predicate<Subject> matching(Field field, String key, String value) {
    if (++terms > MOST_TERMS) {
      throw new Refusal(400, "query: more than " + MOST_TERMS + " terms at position " + position);
    }
    if (value.isEmpty()) {
      throw expected(field == Field.TITLE_OR_TEXT ? "a term" : "a value of " + key);
    }
    return switch (field) {
      case TITLE -> inText(value, Subject::title);
      case TEXT -> inText(value, Subject::text);
      case TITLE_OR_TEXT -> inText(value, subject -> subject.title() + "\n" + subject.text());
      case TAGS -> {
        Filter tag = new Filter.HasTag(value);
        yield subject -> tag.matches(subject.tags());
      }
      case OTHER -> {
        Filter tag = new Filter.HasTag(key + ":" + value);
        yield subject -> tag.matches(subject.tags()) || tag.matches(subject.attributes());
      }
    };
  }

  /// Something of a subject that is read.
  private interface Part {
    String of(Subject subject);
  }

  /// Whole words, any space between them; with a `*`, one word.
  private static Predicate<Subject> inText(String value, Part part) {
    if (value.equals("*")) {
      return _ -> true;
    }
    if (value.indexOf('*') >= 0) {
      Filter word = new Filter.HasTag(value);
      return subject -> word.matches(words(part.of(subject)));
    }
    List<String> words = Pattern.compile("\\s+").splitAsStream(value.strip()).toList();
    Pattern pattern =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}_])"
                + String.join("\\s+", words.stream().map(Pattern::quote).toList())
                + "(?![\\p{L}\\p{N}_])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    return subject -> pattern.matcher(part.of(subject)).find();
  }

  /// What stands between spaces, and the same without what is neither letter nor digit.
  private static List<String> words(String text) {
    return Stream.of("\\s+", "[^\\p{L}\\p{N}_]+")
        .flatMap(between -> Pattern.compile(between).splitAsStream(text))
        .toList();
  }

  private String phrase() {
    int start = position;
    int end = text.indexOf('"', start + 1);
    if (end < 0) {
      throw new Refusal(400, "query: the quote at position " + start + " has no end");
    }
    position = end + 1;
    return text.substring(start + 1, end);
  }

  /// What comes before a space, a bracket or a quote, or another sign that ends it.
  private String word(String ends) {
    StringBuilder word = new StringBuilder();
    while (here() != 0
        && !Character.isWhitespace(here())
        && "()\"".indexOf(here()) < 0
        && ends.indexOf(here()) < 0) {
      if (isReserved(word.isEmpty())) {
        throw new Refusal(
            400,
            "query: \""
                + here()
                + "\" at position "
                + position
                + " has no meaning here; with a backslash before it, it stands for itself");
      }
      if (here() == '\\' && position + 1 < text.length()) {
        position++;
      }
      word.append(text.charAt(position++));
    }
    return word.toString();
  }

  /// `?` stands for a character, `&&`, `||` and a leading `!` for operators.
  private boolean isReserved(boolean first) {
    return switch (here()) {
      case '?' -> true;
      case '!' -> first;
      case '&', '|' -> position + 1 < text.length() && text.charAt(position + 1) == here();
      default -> false;
    };
  }

  private char here() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  /// The next character that is no space; 0 at the end.
  private char peek() {
    while (Character.isWhitespace(here())) {
      position++;
    }
    return here();
  }

  private boolean accept(char wanted) {
    boolean there = peek() == wanted;
    if (there) {
      position++;
    }
    return there;
  }

  /// Whether an operator comes next: in capitals, and a word of its own.
  private boolean isWord(String operator) {
    peek();
    int end = position + operator.length();
    return text.startsWith(operator, position)
        && (end == text.length()
            || Character.isWhitespace(text.charAt(end))
            || "()\"".indexOf(text.charAt(end)) >= 0);
  }

  private boolean acceptWord(String operator) {
    boolean there = isWord(operator);
    if (there) {
      position += operator.length();
    }
    return there;
  }

  private Refusal expected(String what) {
    String found = peek() == 0 ? "the end" : "\"" + here() + "\"";
    return new Refusal(
        400, "query: expected " + what + " at position " + position + ", found " + found);
  }
}
