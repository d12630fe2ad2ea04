// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.graphql;

import ai.metta.sandbox.github.graphql.ObjectType.Node;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers queries.
public final class GraphQlEngine {
  private GraphQlEngine() {}

  /// A query that can be answered, and its price.
  public record Prepared(
      Schema schema, String operation, long points, long nodes, Answering answering) {}

  /// An answer: `data`, `errors` or both, of maps, lists and leaves.
  @FunctionalInterface
  public interface Answering {
    Map<String, Object> answer(Object root, Twist twist);
  }

  /// What came of reading a query.
  public sealed interface Reading {
    record Ready(Prepared prepared) implements Reading {}

    /// The answer says why not.
    record Refused(Map<String, Object> answer) implements Reading {}
  }

  public static Reading read(Schema schema, String text, Map<String, Object> given) {
    try {
      Query query = QueryParser.parse(text);
      List<Map<String, Object>> errors = Validation.errors(schema, query);
      if (!errors.isEmpty()) {
        return new Reading.Refused(ProblemException.tree("errors", errors));
      }
      Map<String, Object> variables = variables(query, given);
      Pricing pricing = Pricing.of(schema, query, variables);
      return new Reading.Ready(
          new Prepared(
              schema,
              query.operation().name(),
              pricing.points(),
              pricing.nodes(),
              (root, twist) -> answer(schema, query, variables, root, twist)));
    } catch (ProblemException problem) {
      return new Reading.Refused(refusal(problem));
    }
  }

  private static Map<String, Object> refusal(ProblemException problem) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (problem.error().containsKey("type")) {
      answer.put("data", Optional.empty());
    }
    answer.put("errors", List.of(problem.error()));
    return answer;
  }

  private static Map<String, Object> answer(
      Schema schema, Query query, Map<String, Object> variables, Object root, Twist twist) {
    try {
      Execution execution = new Execution(query, variables, twist);
      Map<String, Object> data = execution.data(new Node(schema.root(), root));
      return execution.errors().isEmpty()
          ? ProblemException.tree("data", data)
          : ProblemException.tree("data", data, "errors", execution.errors());
    } catch (ProblemException problem) {
      return refusal(problem);
    }
  }

  private static Map<String, Object> variables(Query query, Map<String, Object> given) {
    Map<String, Object> variables = new LinkedHashMap<>();
    for (Query.Declared declared : query.operation().variables()) {
      Object value = given.getOrDefault(declared.name(), Optional.empty());
      if (!(value instanceof Optional<?>)) {
        variables.put(declared.name(), value);
      } else if (declared.fallback().isPresent()) {
        variables.put(declared.name(), Execution.evaluated(declared.fallback().get(), Map.of()));
      } else if (declared.required()) {
        throw new ProblemException(
            ProblemException.tree(
                "extensions",
                Map.of("value", Optional.empty()),
                "locations",
                List.of(declared.location().tree()),
                "message",
                "Variable $" + declared.name() + " was provided invalid value"));
      }
    }
    return variables;
  }
}
