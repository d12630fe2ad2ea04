// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.Event;
import ai.metta.metric.MetricType;
import ai.metta.metric.Point;
import ai.metta.metric.Series;
import ai.metta.metric.Tags;
import ai.metta.metric.Unit;
import com.datadog.api.client.ApiClient;
import com.datadog.api.client.v1.model.EventCreateRequest;
import com.datadog.api.client.v2.model.MetricPayload;
import com.datadog.api.client.v2.model.MetricSeries;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class EncodingTest {
  private static final List<Series> ONE_OF_EACH =
      List.of(
          Series.gauge(
              "skypilot.cost.hourly",
              Optional.of(Unit.DOLLAR),
              Tags.of("env", "production").and("user", "jö"),
              Given.NOW,
              12.5),
          new Series(
              "collector.runs",
              MetricType.COUNT,
              Optional.empty(),
              Duration.ofMinutes(5),
              Tags.of("status", "ok"),
              List.of(new Point(Given.NOW.minusMillis(1), 1), new Point(Given.NOW, -2))),
          new Series(
              "jobs.spend",
              MetricType.RATE,
              Optional.of(Unit.DOLLAR.per(Unit.HOUR)),
              Duration.ofSeconds(10),
              Tags.none(),
              List.of(new Point(Given.NOW, 1e-9), new Point(Given.NOW.plusSeconds(1), 1e300))));

  @Test
  void aPayloadReadsAsDatadogDocumentsIt() throws IOException {
    String json = new String(plain(encode(ONE_OF_EACH).getFirst()), UTF_8);

    assertThat(json)
        .isEqualTo(
            """
            {"series":[{"metric":"skypilot.cost.hourly","type":3,\
            "points":[{"timestamp":1772366400,"value":12.5}],\
            "tags":["env:production","user:jö"],"unit":"dollar"},\
            {"metric":"collector.runs","type":1,"interval":300,\
            "points":[{"timestamp":1772366399,"value":1},{"timestamp":1772366400,"value":-2}],\
            "tags":["status:ok"]},\
            {"metric":"jobs.spend","type":2,"interval":10,\
            "points":[{"timestamp":1772366400,"value":1.0E-9},\
            {"timestamp":1772366401,"value":1.0E300}],"tags":[]}]}\
            """);
  }

  @Test
  void theOfficialClientReadsThePayloadWithoutARest() throws IOException {
    MetricPayload payload =
        new ApiClient()
            .getJSON()
            .getMapper()
            .readValue(plain(encode(ONE_OF_EACH).getFirst()), MetricPayload.class);

    assertThat(payload.unparsed).isFalse();
    assertThat(payload.getAdditionalProperties()).isNull();
    assertThat(payload.getSeries())
        .allSatisfy(series -> {
          assertThat(series.unparsed).isFalse();
          assertThat(series.getAdditionalProperties()).isNull();
        })
        .extracting(MetricSeries::getMetric)
        .containsExactly("skypilot.cost.hourly", "collector.runs", "jobs.spend");
    assertThat(payload.getSeries().get(1).getPoints().getFirst().getTimestamp())
        .isEqualTo(1772366399L);
  }

  @Test
  void whatIsReadBackIsWhatWasWritten() throws MalformedPayloadException {
    List<Series> back = SeriesDecoder.decode(encode(ONE_OF_EACH).getFirst().bytes());

    assertThat(back.get(0)).isEqualTo(ONE_OF_EACH.getFirst());
    assertThat(encode(back).getFirst().bytes()).isEqualTo(encode(ONE_OF_EACH).getFirst().bytes());
  }

  @Test
  void aHundredThousandSeriesStayWithinBothLimitsAndEachPointIsThereOnce() throws Exception {
    long seed = 20260301;
    List<Series> series = randomSeries(new Random(seed), 100_000);

    List<Payload> payloads = encode(series);

    assertThat(payloads).hasSizeGreaterThan(5);
    Map<String, Integer> found = new HashMap<>();
    for (Payload payload : payloads) {
      assertThat(payload.bytes().length).isLessThanOrEqualTo(512_000);
      assertThat(plain(payload).length).isLessThanOrEqualTo(5_242_880);
      long points = 0;
      for (Series one : SeriesDecoder.decode(payload.bytes())) {
        points += one.points().size();
        one.points().forEach(point -> found.merge(identity(one, point), 1, Integer::sum));
      }
      assertThat(payload.contents().points()).isEqualTo(points);
    }
    Map<String, Integer> expected = new HashMap<>();
    series.forEach(one ->
        one.points().forEach(point -> expected.merge(identity(one, point), 1, Integer::sum)));
    assertThat(found).as("seed " + seed).isEqualTo(expected);
  }

  @Test
  void noiseThatDoesNotCompressStaysWithinTheLimits() {
    Random random = new Random(7);
    List<Series> noise = new ArrayList<>();
    for (int number = 0; number < 3000; number++) {
      StringBuilder value = new StringBuilder();
      for (int at = 0; at < 190; at++) {
        value.append((char) (0x4E00 + random.nextInt(0x5000)));
      }
      noise.add(
          Series.gauge(
              "m.noise",
              Optional.empty(),
              Tags.of("noise", value.toString()),
              Given.NOW,
              random.nextDouble()));
    }

    assertThat(encode(noise))
        .hasSizeGreaterThan(2)
        .allSatisfy(payload -> assertThat(payload.bytes().length).isLessThanOrEqualTo(512_000));
  }

  @Test
  void oneLongSeriesIsDividedByItsPoints() {
    List<Payload> payloads = encode(List.of(Given.line("m.long", 200_000, Given.NOW)));

    assertThat(payloads).hasSizeGreaterThan(1);
    assertThat(payloads.stream().mapToLong(payload -> payload.contents().points()).sum())
        .isEqualTo(200_000);
    assertThat(payloads.getFirst().contents().newest()).isEqualTo(Given.NOW);
  }

  @Test
  void whatNoPayloadCanHoldIsRefusedByNameAndTheRestIsKept() {
    Tags tags = Tags.none();
    List<String> many = new ArrayList<>();
    for (int number = 0; number < 2200; number++) {
      many.add("k" + number + ":" + "v".repeat(190));
    }
    tags = tags.and(Tags.parse(many));
    Series heavy = Series.gauge("m.heavy", Optional.empty(), tags, Given.NOW, 1);
    Series spread =
        new Series(
            "m.spread",
            MetricType.DISTRIBUTION,
            Optional.empty(),
            Duration.ZERO,
            Tags.none(),
            List.of(new Point(Given.NOW, 1)));
    Collected collected = new Collected();

    new SeriesEncoder(PayloadLimits.STANDARD)
        .encode(
            List.of(heavy, spread, Given.gauge("m.light", Given.NOW, 1)),
            collected.payloads::add,
            collected.refused::add);

    assertThat(collected.refused).extracting(Rejected::name).containsExactly("m.heavy", "m.spread");
    assertThat(collected.payloads)
        .singleElement()
        .satisfies(payload -> assertThat(payload.contents().points()).isEqualTo(1));
  }

  @Test
  void anEventReadsAsDatadogDocumentsIt() throws IOException {
    byte[] json = EventEncoder.encode(Given.event("17", Given.NOW)).bytes();

    assertThat(new String(json, UTF_8))
        .isEqualTo(
            """
            {"title":"Job 17 failed","text":"%%% \\nIt **failed**\\n %%%",\
            "tags":["env:test","kind:job_failed"],"alert_type":"error",\
            "aggregation_key":"job_failed:17","date_happened":1772366400,\
            "source_type_name":"metta"}\
            """);
    EventCreateRequest official =
        new ApiClient().getJSON().getMapper().readValue(json, EventCreateRequest.class);
    assertThat(official.unparsed).isFalse();
    assertThat(official.getAdditionalProperties()).isNull();
  }

  @Test
  void aLongEventIsCutWhereItIsSeenAndKeepsItsMarkdownEnds() throws RefusedException {
    Event event =
        new Event(
            "k",
            "i".repeat(300),
            "t".repeat(600),
            "%%% a " + "\uD83D\uDE00".repeat(5000),
            Event.Level.INFO,
            Tags.none(),
            Given.NOW);

    StoredEvent stored = FakeRules.event(EventEncoder.encode(event).bytes(), Given.NOW);

    assertThat(stored.title()).hasSize(500).endsWith("(cut from 600 characters)");
    assertThat(stored.text())
        .hasSizeBetween(3990, 4000)
        .startsWith("%%% \n%% % a ")
        .endsWith("(cut from 10007 characters)\n %%%")
        .doesNotContain("\uFFFD");
    assertThat(stored.aggregationKey()).hasValueSatisfying(key -> assertThat(key).hasSize(100));
  }

  private static List<Series> randomSeries(Random random, int count) {
    List<Series> all = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      Tags tags =
          Tags.of("job_id", "j" + number)
              .and("user", Long.toHexString(random.nextLong()))
              .and("region", "region-" + random.nextInt(9));
      List<Point> points = new ArrayList<>();
      for (int point = 0; point <= random.nextInt(4); point++) {
        points.add(new Point(Given.NOW.minusSeconds(point), random.nextGaussian() * 1e6));
      }
      all.add(
          new Series(
              "skypilot.job.m" + random.nextInt(20),
              MetricType.GAUGE,
              Optional.empty(),
              Duration.ZERO,
              tags,
              points));
    }
    return all;
  }

  private static String identity(Series series, Point point) {
    return series.metric() + series.tags() + point.at().getEpochSecond() + "=" + point.value();
  }

  private static List<Payload> encode(List<Series> series) {
    Collected collected = new Collected();
    new SeriesEncoder(PayloadLimits.STANDARD)
        .encode(series, collected.payloads::add, collected.refused::add);
    assertThat(collected.refused).isEmpty();
    return collected.payloads;
  }

  private static byte[] plain(Payload payload) throws IOException {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(payload.bytes()))) {
      return gzip.readAllBytes();
    }
  }

  private record Collected(List<Payload> payloads, List<Rejected> refused) {
    Collected() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }
}
