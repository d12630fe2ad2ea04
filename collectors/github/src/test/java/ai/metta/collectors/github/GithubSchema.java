// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import graphql.GraphQL;
import graphql.introspection.IntrospectionQuery;
import graphql.language.Document;
import graphql.language.Field;
import graphql.language.FragmentDefinition;
import graphql.language.FragmentSpread;
import graphql.language.InlineFragment;
import graphql.language.IntValue;
import graphql.language.OperationDefinition;
import graphql.language.Selection;
import graphql.language.SelectionSet;
import graphql.language.TypeName;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.parser.Parser;
import graphql.parser.ParserOptions;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLNamedType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// GitHub's real GraphQL schema, and the rules that GitHub has beside it.
final class GithubSchema {
  private static final ParserOptions WITHOUT_LIMITS =
      ParserOptions.newParserOptions()
          .maxCharacters(Integer.MAX_VALUE)
          .maxTokens(Integer.MAX_VALUE)
          .maxWhitespaceTokens(Integer.MAX_VALUE)
          .build();
  private static final Set<String> ITEMS = Set.of("nodes", "edges", "pageInfo");
  private static final GithubSchema REAL = new GithubSchema(load());

  private final GraphQLSchema schema;

  private GithubSchema(GraphQLSchema schema) {
    this.schema = schema;
  }

  static GithubSchema real() {
    return REAL;
  }

  /// What asking a document comes to.
  ///
  /// @param faults in the words of the validator, or as GitHub names the rule
  /// @param nodes how many it may answer at most; GitHub refuses above 500,000
  /// @param points what it costs of the limit
  record Verdict(List<String> faults, long nodes, long points) {}

  Verdict judge(String query, Map<String, Object> variables) {
    Document document = Parser.parse(query);
    List<String> faults = new ArrayList<>();
    new Validator()
        .validateDocument(schema, document, Locale.ROOT)
        .forEach(error -> faults.add(error.getMessage()));
    if (!faults.isEmpty()) {
      return new Verdict(faults, 0, 0);
    }
    Pricing pricing = new Pricing(document, variables, faults);
    pricing.walk(operation(document).getSelectionSet(), schema.getQueryType(), 1);
    if (pricing.nodes > 500_000) {
      faults.add("MAX_NODE_LIMIT_EXCEEDED: " + pricing.nodes);
    }
    return new Verdict(faults, pricing.nodes, Math.max(1, Math.round(pricing.requests / 100.0)));
  }

  /// Writes the schema as the answer to an introspection query.
  Path introspection(Path file) throws IOException {
    Object answer =
        GraphQL.newGraphQL(schema)
            .build()
            .execute(IntrospectionQuery.INTROSPECTION_QUERY)
            .getData();
    StringBuilder json = new StringBuilder();
    write(answer, json);
    return Files.writeString(file, json);
  }

  private static void write(@Nullable Object value, StringBuilder json) {
    switch (value) {
      case Map<?, ?> members -> {
        String comma = "{";
        for (Map.Entry<?, ?> member : members.entrySet()) {
          json.append(comma).append('"').append(member.getKey()).append("\":");
          write(member.getValue(), json);
          comma = ",";
        }
        json.append(members.isEmpty() ? "{}" : "}");
      }
      case List<?> items -> {
        String comma = "[";
        for (Object item : items) {
          json.append(comma);
          write(item, json);
          comma = ",";
        }
        json.append(items.isEmpty() ? "[]" : "]");
      }
      case String text ->
          json.append('"')
              .append(text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s", " "))
              .append('"');
      case null, default -> json.append(value);
    }
  }

  private static OperationDefinition operation(Document document) {
    return document.getDefinitionsOfType(OperationDefinition.class).getFirst();
  }

  /// Counts what a query may answer: a list inside a list once for each item of the outer one.
  private final class Pricing {
    private final Document document;
    private final Map<String, Object> variables;
    private final List<String> faults;
    private long nodes;
    private long requests;

    Pricing(Document document, Map<String, Object> variables, List<String> faults) {
      this.document = document;
      this.variables = variables;
      this.faults = faults;
    }

    void walk(@Nullable SelectionSet selections, GraphQLType type, long times) {
      for (Selection<?> selection :
          selections == null ? List.<Selection<?>>of() : selections.getSelections()) {
        switch (selection) {
          case Field field when field.getName().startsWith("__") -> {}
          case Field field -> walk(field, (GraphQLFieldsContainer) type, times);
          case InlineFragment part ->
              walk(part.getSelectionSet(), named(part.getTypeCondition(), type), times);
          case FragmentSpread spread -> {
            FragmentDefinition part = fragment(spread.getName());
            walk(part.getSelectionSet(), named(part.getTypeCondition(), type), times);
          }
          default -> throw new IllegalStateException("an unknown selection: " + selection);
        }
      }
    }

    private void walk(Field field, GraphQLFieldsContainer type, long times) {
      GraphQLFieldDefinition definition = type.getFieldDefinition(field.getName());
      GraphQLNamedType answer = GraphQLTypeUtil.unwrapAll(definition.getType());
      boolean connection =
          answer.getName().endsWith("Connection") && definition.getArgument("first") != null;
      long items = connection ? items(field) : 1;
      if (connection) {
        requests += times;
        nodes += times * items;
      }
      walk(field.getSelectionSet(), answer, times * Math.max(1, items));
    }

    /// How many items a connection is asked for; none where only their number is.
    private long items(Field connection) {
      Optional<Long> size =
          connection.getArguments().stream()
              .filter(argument -> List.of("first", "last").contains(argument.getName()))
              .map(argument -> whole(argument.getValue()))
              .findFirst();
      boolean wantsItems =
          connection.getSelectionSet().getSelectionsOfType(Field.class).stream()
              .map(Field::getName)
              .anyMatch(ITEMS::contains);
      if (size.isEmpty() && wantsItems) {
        faults.add("MISSING_PAGINATION_BOUNDARIES: " + connection.getName());
      }
      if (size.filter(n -> n < 1 || n > 100).isPresent()) {
        faults.add("EXCESSIVE_PAGINATION: " + connection.getName());
      }
      return size.orElse(0L);
    }

    private long whole(Value<?> value) {
      return switch (value) {
        case IntValue literal -> literal.getValue().longValue();
        case VariableReference reference ->
            ((Number) Objects.requireNonNull(variables.get(reference.getName()))).longValue();
        default -> throw new IllegalStateException("no size: " + value);
      };
    }

    private FragmentDefinition fragment(String name) {
      return document.getDefinitionsOfType(FragmentDefinition.class).stream()
          .filter(one -> one.getName().equals(name))
          .findFirst()
          .orElseThrow();
    }

    private GraphQLType named(@Nullable TypeName condition, GraphQLType type) {
      return condition == null ? type : Objects.requireNonNull(schema.getType(condition.getName()));
    }
  }

  private static GraphQLSchema load() {
    try (InputStream file =
            Objects.requireNonNull(
                GithubSchema.class.getResourceAsStream("/graphql-schema/github.graphqls.gz"));
        Reader text = new InputStreamReader(new GZIPInputStream(file), StandardCharsets.UTF_8)) {
      return UnExecutableSchemaGenerator.makeUnExecutableSchema(
          new SchemaParser().parse(text, WITHOUT_LIMITS));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
