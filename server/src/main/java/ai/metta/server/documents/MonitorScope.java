// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.Filter;
import ai.metta.query.syntax.MonitorQuery;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.server.web.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Which tags a monitor's query is about.
final class MonitorScope {
  private MonitorScope() {}

  /// The tags that a metric query or a service check asks for; none of other queries, and of `*`.
  static List<String> of(Fields monitor) {
    String query = monitor.text("query").orElse("");
    if (monitor.text("type").filter("service check"::equals).isPresent()) {
      return QuotedTexts.over(query);
    }
    List<String> tags = new ArrayList<>();
    tags.addAll(asked(query, MonitorRules.variables(monitor.object("options"))));
    monitor.object("options").stream()
        .flatMap(options -> options.objects("variables").stream())
        .flatMap(variable -> variable.text("query").stream())
        .forEach(named -> tags.addAll(asked("avg(last_1m):" + named + " > 0", Set.of())));
    return tags;
  }

  private static List<String> asked(String query, Set<String> names) {
    try {
      return MonitorQuery.parse(query, names)
          .expression()
          .all()
          .flatMap(MonitorScope::tags)
          .toList();
    } catch (QuerySyntaxException other) {
      return List.of();
    }
  }

  private static Stream<String> tags(Expression expression) {
    return expression instanceof Expression.Metric(var query)
        ? tags(query.scope())
        : Stream.empty();
  }

  private static Stream<String> tags(Filter scope) {
    return switch (scope) {
      case Filter.HasTag(String tag) -> Stream.of(tag);
      case Filter.All(List<Filter> parts) -> parts.stream().flatMap(MonitorScope::tags);
      case Filter.AnyOf(List<Filter> parts) -> parts.stream().flatMap(MonitorScope::tags);
      case Filter.Everything _, Filter.Not _, Filter.Unknown _ -> Stream.empty();
    };
  }
}
