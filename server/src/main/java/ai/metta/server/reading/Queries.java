// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import ai.metta.metric.Buckets;
import ai.metta.query.evaluation.EvaluationException;
import ai.metta.query.evaluation.Evaluator;
import ai.metta.query.evaluation.Evaluator.Reduced;
import ai.metta.query.evaluation.Frame;
import ai.metta.query.evaluation.Line;
import ai.metta.query.evaluation.Span;
import ai.metta.query.evaluation.Span.Shape;
import ai.metta.query.syntax.Expression;
import ai.metta.query.syntax.MetricQuery;
import ai.metta.query.syntax.QueryParser;
import ai.metta.query.syntax.QuerySyntaxException;
import ai.metta.query.syntax.QueryText;
import ai.metta.query.syntax.Variables;
import ai.metta.server.store.MetricStore;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Answers queries in the forms of both versions of Datadog's API.
public final class Queries {
  /// Characters of a query that is told of.
  private static final int MOST_SHOWN = 500;

  private final Evaluator evaluator;
  private final Units units;

  public Queries(MetricStore store, InstantSource clock) {
    this.evaluator = new Evaluator(store.source(), clock);
    this.units = new Units(store);
  }

  /// `GET /api/v1/query?from=&to=&query=`: seconds.
  public Reply v1(Call call) {
    long from = call.seconds("from");
    long to = call.seconds("to");
    String text = call.parameter("query").orElseThrow(() -> new Refusal(400, "query is required"));
    Span span = span(from, to, OptionalLong.empty());
    List<Object> series = new ArrayList<>();
    List<Expression> expressions = parsed(() -> QueryParser.parseList(text, Variables.NONE), text);
    for (int index = 0; index < expressions.size(); index++) {
      Expression expression = expressions.get(index);
      Frame frame = evaluated(text, () -> evaluator.timeseries(expression, span));
      for (Line line : frame.lines()) {
        series.add(seriesV1(expression, frame.buckets(), line, index));
      }
    }
    Map<String, @Nullable Object> answer = new LinkedHashMap<>();
    answer.put("status", "ok");
    answer.put("res_type", "time_series");
    answer.put("resp_version", 1);
    answer.put("query", text);
    answer.put("from_date", from * 1000);
    answer.put("to_date", to * 1000);
    answer.put("series", series);
    answer.put("values", List.of());
    answer.put("times", List.of());
    answer.put("message", "");
    answer.put("group_by", List.of());
    return Reply.ok(answer);
  }

  private Map<String, @Nullable Object> seriesV1(
      Expression expression, Buckets buckets, Line line, int index) {
    List<Object> points = new ArrayList<>();
    for (int i = 0; i < line.size(); i++) {
      if (!Double.isNaN(line.value(i))) {
        points.add(List.of((double) buckets.start(i) * 1000, line.value(i)));
      }
    }
    List<String> tags = tags(line);
    boolean metric = expression instanceof Expression.Metric;
    String name =
        expression instanceof Expression.Metric(MetricQuery query)
            ? query.metric()
            : QueryText.of(expression);
    Map<String, @Nullable Object> series = new LinkedHashMap<>();
    series.put("metric", name);
    series.put("display_name", name);
    series.put("expression", QueryText.of(expression));
    series.put("scope", tags.isEmpty() ? "*" : String.join(",", tags));
    series.put("tag_set", tags);
    series.put("pointlist", points);
    series.put("length", points.size());
    series.put("interval", buckets.size() == 0 ? 0 : buckets.seconds(0));
    series.put("start", buckets.size() == 0 ? 0 : buckets.start(0) * 1000);
    series.put("end", buckets.size() == 0 ? 0 : buckets.end(buckets.size() - 1) * 1000 - 1000);
    series.put(
        "aggr",
        expression instanceof Expression.Metric(MetricQuery query) ? aggregator(query) : null);
    series.put("query_index", index);
    series.put("attributes", Map.of());
    series.put("unit", metric ? units.of(expression) : null);
    return series;
  }

  private static String aggregator(MetricQuery query) {
    return QueryText.of(query.aggregator());
  }

  /// `POST /api/v2/query/timeseries`: milliseconds.
  public Reply timeseries(Call call) {
    Question question = Question.of(call, "timeseries_request");
    Span span = question.span();
    List<Frame> frames = new ArrayList<>();
    for (Formula formula : question.formulas()) {
      frames.add(
          evaluated(
              formula.text(),
              () -> evaluator.timeseries(formula.expression(), question.expressions(), span)));
    }
    TreeSet<Long> times = new TreeSet<>();
    frames.forEach(frame -> {
      for (int i = 0; i < frame.buckets().size(); i++) {
        times.add(frame.buckets().start(i));
      }
    });
    List<Object> series = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    for (int index = 0; index < frames.size(); index++) {
      Frame frame = frames.get(index);
      for (Line line : frame.lines()) {
        Map<String, @Nullable Object> one = new LinkedHashMap<>();
        one.put("group_tags", tags(line));
        one.put("query_index", index);
        one.put(
            "unit", units.of(question.formulas().get(index).expression(), question.expressions()));
        series.add(one);
        List<@Nullable Object> row = new ArrayList<>();
        for (long time : times) {
          int bucket = frame.buckets().at(time);
          boolean there = bucket >= 0 && frame.buckets().start(bucket) == time;
          row.add(there && !Double.isNaN(line.value(bucket)) ? (Object) line.value(bucket) : null);
        }
        values.add(row);
      }
    }
    return Reply.ok(
        Map.of(
            "data",
            Map.of(
                "id", "0",
                "type", "timeseries_response",
                "attributes",
                    Map.of(
                        "series", series,
                        "times", times.stream().map(time -> (Object) (time * 1000)).toList(),
                        "values", values))));
  }

  /// `POST /api/v2/query/scalar`: milliseconds.
  public Reply scalar(Call call) {
    Question question = Question.of(call, "scalar_request");
    Map<String, Reduced> queries = new TreeMap<>();
    question
        .queries()
        .forEach((name, query) ->
            queries.put(name, new Reduced(query.expression(), query.aggregator())));
    List<Frame> frames = new ArrayList<>();
    for (Formula formula : question.formulas()) {
      frames.add(
          evaluated(
              formula.text(),
              () -> evaluator.scalar(formula.expression(), queries, question.span())));
    }
    return Reply.ok(
        Map.of(
            "data",
            Map.of(
                "id", "0",
                "type", "scalar_response",
                "attributes", Map.of("columns", columns(question, frames)))));
  }

  /// A column for each tag key, then one for each formula; a row for each group of any of them.
  private List<Object> columns(Question question, List<Frame> frames) {
    TreeSet<String> keys =
        frames.stream()
            .flatMap(frame -> frame.lines().stream())
            .flatMap(line -> line.group().keySet().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    Map<Map<String, String>, List<@Nullable Object>> rows = new LinkedHashMap<>();
    for (int index = 0; index < frames.size(); index++) {
      Frame frame = frames.get(index);
      for (Line line : limited(question.formulas().get(index), frame.lines())) {
        if (!keys.isEmpty() && frame.standsForAll(line)) {
          continue;
        }
        List<@Nullable Object> row =
            rows.computeIfAbsent(
                line.group(),
                _ -> new ArrayList<>(java.util.Collections.nCopies(frames.size(), null)));
        row.set(index, Double.isNaN(line.value(0)) ? null : line.value(0));
      }
    }
    for (int index = 0; index < frames.size(); index++) {
      complete(rows, index, frames.get(index));
    }
    List<Object> columns = new ArrayList<>();
    for (String key : keys) {
      columns.add(
          Map.of(
              "type",
              "group",
              "name",
              key,
              "values",
              rows.keySet().stream()
                  .map(group -> List.of(group.getOrDefault(key, Line.NOT_AVAILABLE)))
                  .toList()));
    }
    for (int index = 0; index < frames.size(); index++) {
      int own = index;
      Formula formula = question.formulas().get(index);
      Map<String, @Nullable Object> meta = new LinkedHashMap<>();
      meta.put("unit", units.of(formula.expression(), question.expressions()));
      Map<String, @Nullable Object> column = new LinkedHashMap<>();
      column.put("type", "number");
      column.put("name", formula.text());
      column.put(
          "values",
          rows.values().stream()
              .<@Nullable Object>map(row -> row.get(own))
              .collect(Collectors.toCollection(ArrayList::new)));
      column.put("meta", meta);
      columns.add(column);
    }
    return columns;
  }

  /// Gives the groups that a formula has no line of what stands for them, after `default_zero` and
  /// its like.
  private static void complete(
      Map<Map<String, String>, List<@Nullable Object>> rows, int index, Frame frame) {
    double elsewhere = frame.elsewhere();
    if (Double.isNaN(elsewhere)) {
      return;
    }
    Set<Map<String, String>> own =
        frame.lines().stream().map(Line::group).collect(Collectors.toSet());
    Set<Set<String>> keys = own.stream().map(Map::keySet).collect(Collectors.toSet());
    boolean isOfNone = frame.lines().stream().allMatch(frame::standsForAll);
    rows.forEach((group, row) -> {
      if (isOfNone || (!own.contains(group) && keys.contains(group.keySet()))) {
        row.set(index, elsewhere);
      }
    });
  }

  private static List<Line> limited(Formula formula, List<Line> lines) {
    if (formula.limit() < 0) {
      return lines;
    }
    java.util.Comparator<Line> order =
        java.util.Comparator.comparingDouble(line ->
            Double.isNaN(line.value(0))
                ? Double.POSITIVE_INFINITY
                : formula.rising() ? line.value(0) : -line.value(0));
    return lines.stream().sorted(order).limit(formula.limit()).toList();
  }

  private static List<String> tags(Line line) {
    return new TreeMap<>(line.group())
        .entrySet().stream().map(entry -> entry.getKey() + ":" + entry.getValue()).toList();
  }

  static Span span(long from, long to, OptionalLong interval) {
    if (to <= from) {
      throw new Refusal(400, "'to' must be greater than 'from'");
    }
    return new Span(from, to, interval, Shape.LINE, 0);
  }

  /// Something that may find the text wrong.
  interface Work<T> {
    T done();
  }

  static <T> T parsed(Work<T> parsing, String text) {
    try {
      return parsing.done();
    } catch (QuerySyntaxException wrong) {
      throw new Refusal(400, "Error parsing query: " + wrong.getMessage() + ": " + shown(text));
    }
  }

  private static String shown(String text) {
    return text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "…" : text;
  }

  private static <T> T evaluated(String text, Work<T> evaluation) {
    try {
      return evaluation.done();
    } catch (EvaluationException wrong) {
      throw new Refusal(400, "Error evaluating query: " + wrong.getMessage() + ": " + shown(text));
    }
  }

  /// A formula with what it is limited to; below 0 for nothing.
  record Formula(String text, Expression expression, long limit, boolean rising) {}

  /// A named query with the word for what makes one number of it, where that is asked for.
  record Query(Expression expression, String aggregator) {}

  /// A request of the second version.
  record Question(Span span, Map<String, Query> queries, List<Formula> formulas) {

    static Question of(Call call, String type) {
      Fields data = call.json();
      Fields request = data.required("data", data.object("data"));
      if (!request.text("type").equals(java.util.Optional.of(type))) {
        throw request.wrong("type", "\"" + type + "\"");
      }
      Fields attributes = request.required("attributes", request.object("attributes"));
      long from = attributes.required("from", attributes.number("from")).longValue() / 1000;
      long to = attributes.required("to", attributes.number("to")).longValue() / 1000;
      OptionalLong interval =
          attributes
              .number("interval")
              .map(milliseconds -> OptionalLong.of(seconds(attributes, milliseconds)))
              .orElse(OptionalLong.empty());
      Map<String, Query> queries = new LinkedHashMap<>();
      int number = 0;
      boolean reduces = type.equals("scalar_request");
      List<Fields> asked =
          attributes.required(
              "queries",
              java.util.Optional.of(attributes.objects("queries")).filter(all -> !all.isEmpty()));
      for (Fields query : asked) {
        String source = query.required("data_source", query.text("data_source"));
        if (!source.equals("metrics")) {
          throw new Refusal(
              400, "data_source \"" + source + "\" is not kept locally; only metrics are");
        }
        String text = query.required("query", query.text("query"));
        String name = query.text("name").orElse("query" + ++number);
        Query parsed =
            new Query(
                parsed(() -> QueryParser.parse(text, Variables.NONE), text),
                reduces ? query.required("aggregator", query.text("aggregator")) : "avg");
        if (queries.put(name, parsed) != null) {
          throw new Refusal(400, "two queries are called \"" + name + "\"");
        }
      }
      return new Question(Queries.span(from, to, interval), queries, formulas(attributes, queries));
    }

    /// At least one.
    private static long seconds(Fields attributes, double milliseconds) {
      if (milliseconds <= 0) {
        throw attributes.wrong("interval", "a number of milliseconds above 0");
      }
      return Math.max(1, (long) milliseconds / 1000);
    }

    private static List<Formula> formulas(Fields attributes, Map<String, Query> queries) {
      List<Formula> formulas = new ArrayList<>();
      for (Fields formula : attributes.objects("formulas")) {
        String text = formula.required("formula", formula.text("formula"));
        java.util.Optional<Fields> limit = formula.object("limit");
        limit.ifPresent(Question::check);
        formulas.add(
            new Formula(
                text,
                parsed(() -> QueryParser.parse(text, Variables.NONE), text),
                limit.flatMap(one -> one.number("count")).map(Double::longValue).orElse(-1L),
                limit.flatMap(one -> one.text("order")).orElse("desc").equals("asc")));
      }
      if (formulas.isEmpty()) {
        queries.forEach((name, _) ->
            formulas.add(new Formula(name, new Expression.Reference(name, 0), -1, false)));
      }
      return formulas;
    }

    private static void check(Fields limit) {
      if (limit
          .number("count")
          .filter(count -> count < 1 || count != Math.rint(count))
          .isPresent()) {
        throw limit.wrong("count", "a whole number from 1");
      }
      if (limit.text("order").filter(order -> !order.matches("asc|desc")).isPresent()) {
        throw limit.wrong("order", "one of asc, desc");
      }
    }

    Map<String, Expression> expressions() {
      Map<String, Expression> expressions = new LinkedHashMap<>();
      queries.forEach((name, query) -> expressions.put(name, query.expression()));
      return expressions;
    }
  }
}
