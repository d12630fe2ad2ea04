// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Box;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.aws.estate.Kind;
import ai.metta.sandbox.aws.estate.Pulse;
import ai.metta.sandbox.http.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// CloudWatch, version 2010-08-01, as far as instances are concerned.
record CloudWatchDesk(Asked asked, Rows rows, Estate estate) {
  private static final String GPU = "nvidia_smi_utilization_gpu";
  private static final int MOST_QUERIES = 500;

  /// Metrics of one query.
  ///
  /// @param dimensions by name
  /// @param statistic `Average` or `Maximum`
  private record Query(
      String id, String metric, Map<String, String> dimensions, String statistic) {}

  private record Point(Instant at, double value) {}

  Answer answer() {
    return switch (asked.action()) {
      case "ListMetrics" -> metrics();
      case "GetMetricData" -> data();
      default ->
          Refusal.of(asked, 400, "InvalidAction", "Could not find operation " + asked.action());
    };
  }

  /// The agent's, of the machines that it watches; some have been ended since.
  private Answer metrics() {
    List<Map<String, String>> all = new ArrayList<>();
    boolean agents =
        asked.parameter("Namespace").equals(Optional.of("CWAgent"))
            && asked.parameter("MetricName").equals(Optional.of(GPU));
    if (agents) {
      estate.boxes().stream()
          .filter(box -> box.isIn(asked.region()))
          .forEach(box -> all.addAll(watched(box)));
    }
    return document(
        "Metrics",
        rows.page(all, asked.parameter("NextToken"), 500),
        dimensions ->
            Xml.text("Namespace", "CWAgent")
                + Xml.text("MetricName", GPU)
                + Xml.list(
                    "Dimensions",
                    "member",
                    dimensions.entrySet().stream().toList(),
                    one -> Xml.text("Name", one.getKey()) + Xml.text("Value", one.getValue())));
  }

  private static int gpus(Box box) {
    return box.kind().flatMap(Kind::gpu).map(Kind.Chips::count).orElse(0);
  }

  private static List<Map<String, String>> watched(Box box) {
    int gpus = gpus(box);
    return switch (box.pulse().gpu()) {
      case UNWATCHED -> List.of();
      case BUSY, QUIET -> each(box, gpus, Map.of("arch", "compute"));
      case PARTLY ->
          Stream.of(Map.of("arch", "compute"), Map.<String, String>of())
              .flatMap(more -> each(box, (gpus + 1) / 2, more).stream())
              .toList();
      case TOGETHER, BURIED -> gpus == 0 ? List.of() : List.of(Map.of("InstanceId", box.id()));
    };
  }

  private static List<Map<String, String>> each(Box box, int gpus, Map<String, String> more) {
    List<Map<String, String>> all = new ArrayList<>();
    for (int index = 0; index < gpus; index++) {
      Map<String, String> dimensions = new TreeMap<>(more);
      dimensions.put("InstanceId", box.id());
      dimensions.put("index", Integer.toString(index));
      all.add(dimensions);
    }
    return all;
  }

  private Answer data() {
    List<Query> queries = queries();
    if (queries.isEmpty() || queries.size() > MOST_QUERIES) {
      return Refusal.of(asked, 400, "ValidationError", "1 to 500 queries may be asked at once");
    }
    String status = rows.is(AwsFault.PARTIAL_DATA) ? "PartialData" : "Complete";
    return document(
        "MetricDataResults",
        rows.page(queries, asked.parameter("NextToken"), MOST_QUERIES),
        query -> {
          List<Point> points = points(query);
          return Xml.text("Id", query.id())
              + Xml.text("Label", query.metric())
              + values("Timestamps", points, point -> point.at().toString())
              + values("Values", points, point -> Double.toString(point.value()))
              + Xml.text("StatusCode", status);
        });
  }

  private static String values(String name, List<Point> points, Function<Point, String> text) {
    StringBuilder members = new StringBuilder();
    points.forEach(point -> members.append(Xml.text("member", text.apply(point))));
    return Xml.in(name, members.toString());
  }

  private List<Query> queries() {
    List<Query> queries = new ArrayList<>();
    for (int number = 1; ; number++) {
      String query = "MetricDataQueries.member." + number;
      Optional<String> id = asked.parameter(query + ".Id");
      if (id.isEmpty()) {
        return queries;
      }
      String metric = query + ".MetricStat.Metric.";
      Map<String, String> dimensions = new TreeMap<>();
      for (int one = 1; ; one++) {
        String dimension = metric + "Dimensions.member." + one;
        Optional<String> name = asked.parameter(dimension + ".Name");
        if (name.isEmpty()) {
          break;
        }
        dimensions.put(name.get(), asked.parameter(dimension + ".Value").orElse(""));
      }
      queries.add(
          new Query(
              id.get(),
              asked.parameter(metric + "MetricName").orElse(""),
              dimensions,
              asked.parameter(query + ".MetricStat.Stat").orElse("")));
    }
  }

  /// One for each period that begins at or after the start and before the end, newest first.
  private List<Point> points(Query query) {
    List<Point> points = new ArrayList<>();
    Optional<Box> box =
        estate.boxes().stream()
            .filter(one -> one.id().equals(query.dimensions().get("InstanceId")))
            .findFirst();
    if (box.isEmpty()) {
      return points;
    }
    long from =
        Math.max(asked.time("StartTime").getEpochSecond(), box.get().launched().getEpochSecond());
    long until = asked.time("EndTime").getEpochSecond();
    for (long at = until - Pulse.STEP; at >= from; at -= Pulse.STEP) {
      OptionalDouble value = value(query, box.get(), at);
      if (value.isPresent()) {
        points.add(new Point(Instant.ofEpochSecond(at), value.getAsDouble()));
      }
    }
    return points;
  }

  private static OptionalDouble value(Query query, Box box, long second) {
    Pulse pulse = box.pulse();
    if (query.metric().equals("CPUUtilization")) {
      return pulse.cpuAt(box.id(), second);
    }
    Map<String, String> dimensions = query.dimensions();
    if (!watched(box).contains(dimensions)) {
      return OptionalDouble.empty();
    }
    IntStream told =
        Optional.ofNullable(dimensions.get("index"))
            .map(index -> IntStream.of(Integer.parseInt(index)))
            .orElseGet(() -> IntStream.range(0, gpus(box)));
    DoubleStream values = told.mapToDouble(index -> pulse.gpuAt(box.id(), index, second));
    return query.statistic().equals("Maximum") ? values.max() : values.average();
  }

  private <T> Answer document(String list, Rows.Page<T> page, Function<T, String> row) {
    String answer = asked.action() + "Response";
    String items = rows.is(AwsFault.NO_LIST) ? "" : Xml.list(list, "member", page.rows(), row);
    return Xml.answer(
        200,
        "<"
            + answer
            + " xmlns=\"http://monitoring.amazonaws.com/doc/2010-08-01/\">"
            + Xml.in(asked.action() + "Result", items, Xml.maybe("NextToken", page.next()))
            + Xml.in("ResponseMetadata", Xml.text("RequestId", Refusal.REQUEST_ID))
            + "</"
            + answer
            + ">");
  }
}
