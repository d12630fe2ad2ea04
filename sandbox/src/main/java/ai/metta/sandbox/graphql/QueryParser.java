// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.Lexer.Kind;
import ai.metta.sandbox.graphql.Lexer.Token;
import ai.metta.sandbox.graphql.Query.Declared;
import ai.metta.sandbox.graphql.Query.Field;
import ai.metta.sandbox.graphql.Query.Fragment;
import ai.metta.sandbox.graphql.Query.Inline;
import ai.metta.sandbox.graphql.Query.Items;
import ai.metta.sandbox.graphql.Query.Literal;
import ai.metta.sandbox.graphql.Query.Members;
import ai.metta.sandbox.graphql.Query.Operation;
import ai.metta.sandbox.graphql.Query.Selection;
import ai.metta.sandbox.graphql.Query.Spread;
import ai.metta.sandbox.graphql.Query.Value;
import ai.metta.sandbox.graphql.Query.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads a query document with one operation; mutations and directives are not spoken here.
final class QueryParser {
  private final List<Token> tokens;
  private int at;

  private QueryParser(List<Token> tokens) {
    this.tokens = tokens;
  }

  /// @throws ProblemException where the text is no such document
  static Query parse(String text) {
    return new QueryParser(Lexer.tokens(text)).document();
  }

  private Query document() {
    List<Operation> operations = new ArrayList<>();
    Map<String, Fragment> fragments = new LinkedHashMap<>();
    while (peek().kind() != Kind.END) {
      if (peek().is("{")) {
        operations.add(new Operation("", List.of(), selections()));
      } else if (word("query")) {
        String name = peek().kind() == Kind.NAME ? name() : "";
        operations.add(new Operation(name, declared(), selections()));
      } else if (word("fragment")) {
        String name = name();
        expectWord("on");
        fragments.put(name, new Fragment(name(), selections()));
      } else {
        throw unexpected("query");
      }
    }
    if (operations.size() != 1) {
      throw ProblemException.parse(
          "An operation is required, and only one", tokens.getFirst().location());
    }
    return new Query(operations.getFirst(), fragments);
  }

  private List<Declared> declared() {
    List<Declared> variables = new ArrayList<>();
    if (!mark("(")) {
      return variables;
    }
    while (!mark(")")) {
      Location location = peek().location();
      expect("$");
      String name = name();
      expect(":");
      boolean required = type();
      Optional<Value> fallback = mark("=") ? Optional.of(value()) : Optional.empty();
      variables.add(new Declared(name, required, fallback, location));
    }
    return variables;
  }

  /// Whether a type forbids null.
  private boolean type() {
    if (mark("[")) {
      type();
      expect("]");
    } else {
      name();
    }
    return mark("!");
  }

  private List<Selection> selections() {
    List<Selection> selections = new ArrayList<>();
    expect("{");
    do {
      selections.add(selection());
    } while (!mark("}"));
    return selections;
  }

  private Selection selection() {
    Location location = peek().location();
    if (mark("...")) {
      if (word("on")) {
        return new Inline(Optional.of(name()), selections());
      }
      return peek().is("{")
          ? new Inline(Optional.empty(), selections())
          : new Spread(name(), location);
    }
    String key = name();
    String name = mark(":") ? name() : key;
    Map<String, Value> arguments = mark("(") ? members(")") : Map.of();
    List<Selection> selections = peek().is("{") ? selections() : List.of();
    return new Field(key, name, arguments, selections, location);
  }

  private Map<String, Value> members(String end) {
    Map<String, Value> members = new LinkedHashMap<>();
    while (!mark(end)) {
      String name = name();
      expect(":");
      members.put(name, value());
    }
    return members;
  }

  private Value value() {
    if (mark("$")) {
      return new Variable(name());
    }
    if (mark("{")) {
      return new Members(members("}"));
    }
    if (mark("[")) {
      List<Value> items = new ArrayList<>();
      while (!mark("]")) {
        items.add(value());
      }
      return new Items(items);
    }
    Token token = peek();
    at++;
    return switch (token.kind()) {
      case TEXT -> new Literal(token.text());
      case NUMBER -> new Literal(number(token.text()));
      case NAME -> new Literal(word(token));
      case MARK, END -> {
        at--;
        throw unexpected("a value");
      }
    };
  }

  private static Object number(String text) {
    return text.matches("-?\\d{1,18}") ? (Object) Long.valueOf(text) : Double.valueOf(text);
  }

  private static Object word(Token token) {
    return switch (token.text()) {
      case "null" -> Optional.empty();
      case "true" -> true;
      case "false" -> false;
      default -> token.text();
    };
  }

  private Token peek() {
    return tokens.get(at);
  }

  private boolean mark(String text) {
    if (peek().is(text)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean word(String text) {
    if (peek().kind() == Kind.NAME && peek().text().equals(text)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String text) {
    if (!mark(text)) {
      throw unexpected("\"" + text + "\"");
    }
  }

  private void expectWord(String text) {
    if (!word(text)) {
      throw unexpected("\"" + text + "\"");
    }
  }

  private String name() {
    if (peek().kind() != Kind.NAME) {
      throw unexpected("a name");
    }
    return tokens.get(at++).text();
  }

  private ProblemException unexpected(String wanted) {
    Token found = peek();
    return ProblemException.parse(
        "Expected " + wanted + ", actual: \"" + found.text() + "\"", found.location());
  }
}
