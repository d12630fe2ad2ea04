// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import ai.metta.metric.Event;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Shared;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/// Datadog's own description of its API as a judge of what is sent, where it is at hand: below
/// `METTA_SHARED`, by default beside the repository. When the variable is set it must be there.
final class OpenApiTest {
  private static final int MOST_CHARACTERS = 16 << 20;

  private static Schema version(String version) {
    Path shared = Shared.folder("no API description");
    LoadSettings settings = LoadSettings.builder().setCodePointLimit(MOST_CHARACTERS).build();
    try {
      String yaml = Files.readString(shared.resolve("openapi/datadog-" + version + ".yaml"));
      return Schema.of(new Load(settings).loadFromString(yaml));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void seriesOfEveryTypeWithAndWithoutAUnitAreOfTheDescribedForm() throws IOException {
    List<Series> series = new ArrayList<>();
    for (MetricType type : List.of(MetricType.GAUGE, MetricType.COUNT, MetricType.RATE)) {
      for (Optional<Unit> unit :
          List.of(
              Optional.<Unit>empty(),
              Optional.of(Unit.JOB),
              Optional.of(Unit.DOLLAR.per(Unit.HOUR)))) {
        for (Tags tags : List.of(Tags.none(), Tags.of("host", "n1").and("user", "jö"))) {
          series.add(
              new Series(
                  "m.one",
                  type,
                  unit,
                  Duration.ofSeconds(60),
                  tags,
                  List.of(new Point(Given.NOW, 1), new Point(Given.NOW.minusMillis(500), 1e300))));
        }
      }
    }
    List<Payload> payloads = new ArrayList<>();
    new SeriesEncoder(PayloadLimits.STANDARD)
        .encode(
            series,
            payloads::add,
            one -> {
              throw new AssertionError(one);
            });
    Schema schema = version("v2");

    Object tree = JsonTree.read(plain(payloads.getFirst()));

    assertThat(tree).asInstanceOf(MAP).extractingByKey("series").asInstanceOf(LIST).hasSize(18);
    assertThat(schema.problems("MetricPayload", tree)).isEmpty();
  }

  @Test
  void theJudgeFindsWhatIsWrong() {
    Object tree =
        Map.of(
            "series",
            List.of(
                Map.of("metric", "m", "points", List.of(Map.of("timestamp", "1")), "type", 7L),
                Map.of("metric", "m", "host", "n1")));

    assertThat(version("v2").problems("MetricPayload", tree))
        .containsExactlyInAnyOrder(
            ".series[].points[].timestamp is no integer",
            ".series[].type is none of [0, 1, 2, 3]",
            ".series[].host is unknown",
            ".series[].points is missing");
  }

  @Test
  void eventsOfEveryLevelAndLengthAreOfTheDescribedForm() {
    Schema schema = version("v1");
    for (Event.Level level : Event.Level.values()) {
      for (int length : List.of(1, 3990, 4000, 4001, 100_000)) {
        Event event =
            new Event(
                "k",
                "i".repeat(length),
                "t".repeat(length),
                "x".repeat(length),
                level,
                Tags.of("a", "b"),
                Given.NOW);

        byte[] json = EventEncoder.encode(event).bytes();

        assertThat(schema.problems("EventCreateRequest", JsonTree.read(json)))
            .as(level + " " + length)
            .isEmpty();
      }
    }
  }

  private static byte[] plain(Payload payload) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(payload.bytes()))) {
      return gzip.readAllBytes();
    }
  }
}
