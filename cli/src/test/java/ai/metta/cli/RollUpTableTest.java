// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.collect.Registry;
import ai.metta.collect.health.Grid;
import ai.metta.collect.pages.Pages;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.Owners;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The roll-up's table, asked as Datadog would ask: twenty-five rows of seven days, each the mean
/// of its day, none missing, and what is unknown below 0, whatever failed.
final class RollUpTableTest {
  private static final Instant NOW = Instant.parse("2026-01-09T03:00:00Z");
  private static final int DAYS = 7;
  private static final int HOURS = 24;

  @TempDir private Path folder;

  /// Whether collectors were up on a day: rows that never were, rows with a gap, rows always there.
  private static boolean measured(int row, int daysAgo) {
    return row % 5 != 0 && !(row % 3 == 0 && daysAgo % 2 == 1);
  }

  @Test
  void everyCellIsTheMeanOfItsDayAndNoRowIsMissing() throws Exception {
    Random random = new Random(20);
    Map<String, double[]> expected = new TreeMap<>();
    List<Series> series = new ArrayList<>();
    for (int row = 0; row < Grid.ids().size(); row++) {
      String id = Grid.ids().get(row);
      List<Point> points = new ArrayList<>();
      double[] cells = new double[DAYS];
      for (int ago = 0; ago < DAYS; ago++) {
        Instant end = NOW.minus(Duration.ofDays(ago));
        List<Double> values = new ArrayList<>();
        for (int hour = 0; hour < HOURS && measured(row, ago); hour++) {
          double value = random.nextInt(101) / 100.0;
          values.add(value);
          points.add(new Point(end.minus(Duration.ofHours(hour)).minusSeconds(60), value));
        }
        cells[DAYS - 1 - ago] = mean(values).orElse(-1);
      }
      expected.put(id, cells);
      Tags tags =
          Tags.of("area", id.substring(0, id.indexOf('.')))
              .and("check", id.substring(id.indexOf('.') + 1))
              .and("env", "production");
      if (!points.isEmpty()) {
        series.add(gauge("health.fom", tags, points));
      }
      series.add(
          gauge(
              "health.known",
              tags,
              List.of(new Point(NOW.minusSeconds(120), measured(row, 0) ? 1 : 0))));
    }
    try (StartedServer server = StartedServer.in(folder, InstantSource.fixed(NOW))) {
      server.take(series, List.of());
      Map<String, double[]> shown = ask(server.server().url(), table());
      assertThat(shown.keySet()).isEqualTo(expected.keySet());
      expected.forEach((id, cells) -> {
        double[] columns = shown.get(id);
        for (int day = 0; day < DAYS; day++) {
          assertThat(columns[day]).as(id + " column " + day).isCloseTo(cells[day], within(1e-9));
        }
        assertThat(columns[DAYS]).as(id + " known").isEqualTo(cells[DAYS - 1] < 0 ? 0 : 1);
      });
    }
  }

  private static OptionalDouble mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average();
  }

  private static Series gauge(String name, Tags tags, List<Point> points) {
    return new Series(name, MetricType.GAUGE, Optional.empty(), Duration.ZERO, tags, points);
  }

  /// The one table of the page.
  private static JsonTree table() {
    Dashboard page =
        Pages.of(Registry.load()).stream()
            .filter(one -> one.name().equals(Dashboard.HOME))
            .findFirst()
            .orElseThrow();
    List<JsonTree> tables =
        page.json(Owners.NOBODY).itemsAt("widgets").stream()
            .flatMap(group -> group.at("definition").orElseThrow().itemsAt("widgets").stream())
            .map(widget -> widget.at("definition").orElseThrow())
            .filter(one -> one.textAt("type").equals(Optional.of("query_table")))
            .toList();
    assertThat(tables).hasSize(1);
    return tables.getFirst();
  }

  /// The cells by row, in the order of the table's formulas.
  private static Map<String, double[]> ask(URI server, JsonTree table)
      throws IOException, InterruptedException {
    JsonTree request = table.itemsAt("requests").getFirst();
    List<JsonTree> formulas =
        request.itemsAt("formulas").stream()
            .<JsonTree>map(
                one -> JsonTree.object().with("formula", one.textAt("formula").orElseThrow()))
            .toList();
    Members attributes =
        JsonTree.object()
            .with("from", NOW.minus(Duration.ofDays(1)).toEpochMilli())
            .with("to", NOW.toEpochMilli())
            .with(
                "queries",
                JsonTree.list(
                    request.itemsAt("queries").stream().map(RollUpTableTest::chosen).toList()))
            .with("formulas", JsonTree.list(formulas));
    Members body =
        JsonTree.object()
            .with(
                "data",
                JsonTree.object().with("type", "scalar_request").with("attributes", attributes));
    byte[] answer;
    try (HttpClient client = HttpClient.newHttpClient()) {
      answer =
          client
              .send(
                  HttpRequest.newBuilder(server.resolve("/api/v2/query/scalar"))
                      .header("DD-API-KEY", "any")
                      .header("DD-APPLICATION-KEY", "any")
                      .header("Content-Type", "application/json")
                      .POST(BodyPublishers.ofByteArray(JsonText.bytes(body)))
                      .build(),
                  BodyHandlers.ofByteArray())
              .body();
    }
    List<JsonTree> columns =
        JsonText.read("answer", answer)
            .at("data")
            .orElseThrow()
            .at("attributes")
            .orElseThrow()
            .itemsAt("columns");
    return rows(columns);
  }

  /// The environment is chosen as the template variable has it at first.
  private static JsonTree chosen(JsonTree query) {
    return ((Members) query)
        .with("query", query.textAt("query").orElseThrow().replace("$env", "env:production"));
  }

  private static Map<String, double[]> rows(List<JsonTree> columns) {
    Map<String, List<JsonTree>> groups = new HashMap<>();
    List<List<JsonTree>> numbers = new ArrayList<>();
    for (JsonTree column : columns) {
      if (column.textAt("type").equals(Optional.of("group"))) {
        groups.put(column.textAt("name").orElseThrow(), column.itemsAt("values"));
      } else {
        numbers.add(column.itemsAt("values"));
      }
    }
    Map<String, double[]> rows = new TreeMap<>();
    IntStream.range(0, groups.get("area").size())
        .forEach(row ->
            rows.put(
                tag(groups.get("area").get(row)) + "." + tag(groups.get("check").get(row)),
                numbers.stream()
                    .flatMapToDouble(column -> DoubleStream.of(number(column.get(row))))
                    .toArray()));
    return rows;
  }

  private static String tag(JsonTree values) {
    return ((JsonTree.Text) ((JsonTree.Items) values).all().getFirst()).value();
  }

  private static double number(JsonTree cell) {
    return cell instanceof Digits digits ? digits.value().doubleValue() : Double.NaN;
  }
}
