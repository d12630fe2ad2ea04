// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import ai.metta.sandbox.graphql.ObjectType.Node;
import ai.metta.sandbox.json.JsonTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Answers queries.
public final class GraphQlEngine {
  private GraphQlEngine() {}

  /// A query that can be answered.
  ///
  /// @param variables with what they are where nothing was given
  public record Prepared(
      Schema schema, Query query, Map<String, Object> variables, Dialect dialect) {
    /// Its name; empty text for one without.
    public String operation() {
      return query.operation().name();
    }

    /// An answer: `data`, `errors` or both, of maps, lists and leaves.
    public Map<String, Object> answer(Object root, Twist twist) {
      try {
        Execution execution = new Execution(query, variables, twist);
        Map<String, Object> data = execution.data(new Node(schema.root(), root));
        return execution.errors().isEmpty()
            ? JsonTree.of("data", data)
            : JsonTree.of("data", data, "errors", execution.errors());
      } catch (ProblemException problem) {
        return refusal(dialect.error(problem.complaint()));
      }
    }
  }

  /// What came of reading a query.
  public sealed interface Reading {
    record Ready(Prepared prepared) implements Reading {}

    /// The answer says why not.
    record Refused(Map<String, Object> answer) implements Reading {}
  }

  public static Reading read(
      Schema schema, Dialect dialect, String text, Map<String, Object> given) {
    try {
      Query query = QueryParser.parse(text);
      List<Complaint> complaints = Validation.complaints(schema, query);
      if (!complaints.isEmpty()) {
        return new Reading.Refused(
            JsonTree.of("errors", complaints.stream().map(dialect::error).toList()));
      }
      return new Reading.Ready(new Prepared(schema, query, variables(query, given), dialect));
    } catch (ProblemException problem) {
      return new Reading.Refused(refusal(dialect.error(problem.complaint())));
    }
  }

  /// The answer with this error and nothing else. One with a type is of data that was looked for.
  public static Map<String, Object> refusal(Map<String, Object> error) {
    Map<String, Object> answer = new LinkedHashMap<>();
    if (error.containsKey("type")) {
      answer.put("data", Optional.empty());
    }
    answer.put("errors", List.of(error));
    return answer;
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
            new Complaint(
                Complaint.Kind.MISSING_VARIABLE,
                declared.name(),
                query.operation().name(),
                List.of(),
                declared.location()));
      }
    }
    return variables;
  }
}
