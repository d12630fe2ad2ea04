// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.access.http.Http;
import ai.metta.access.http.HttpPolicy;
import ai.metta.access.secret.Redactor;
import ai.metta.access.secret.Secret;
import ai.metta.datadog.FakeMetrics.Strike;
import ai.metta.datadog.MetadataOutcome.Failed;
import ai.metta.datadog.MetadataOutcome.Same;
import ai.metta.datadog.MetadataOutcome.Unseen;
import ai.metta.datadog.MetadataOutcome.Written;
import ai.metta.datadog.MetricMetadata.Change;
import ai.metta.datadog.RemoteMetadata.Intent;
import ai.metta.metric.Failure;
import ai.metta.metric.Metric;
import ai.metta.metric.Unit;
import ai.metta.metric.Window;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RemoteMetadataTest {
  private static final Metric COST =
      Metric.gauge("shop.cost_usd").unit(Unit.DOLLAR.per(Unit.HOUR)).says("What it costs");
  private static final Metric ORDERS =
      Metric.count("shop.orders").noun("order").says("Orders that came in");
  private static final Metric WAIT =
      Metric.gauge("shop.wait_hours").unit(Unit.HOUR).says("Time since the order");
  private static final Metric NEVER = Metric.gauge("shop.never").noun("x").says("Nothing");

  private final FakeMetrics fake = new FakeMetrics();
  private final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void know() {
    fake.has("shop.cost_usd", "gauge");
    fake.has("shop.orders", "gauge");
    fake.has("shop.wait_hours", "gauge");
  }

  @AfterEach
  void close() {
    fake.close();
  }

  private Map<String, MetadataOutcome> bring(Intent intent) {
    return bring(intent, FakeIntake.KEY);
  }

  private Map<String, MetadataOutcome> bring(Intent intent, String key) {
    Map<String, MetricMetadata> declared = new LinkedHashMap<>();
    for (Metric metric : List.of(COST, ORDERS, WAIT, NEVER)) {
      declared.put(metric.name(), MetricMetadata.of(metric));
    }
    Http http =
        Http.of(
            HttpPolicy.standard("test", new Random(1)).pausing(waits::add),
            Given.CLOCK,
            new Redactor(),
            Optional.empty());
    return new RemoteMetadata(
            http,
            new Destination(fake.url(), Secret.of(key)),
            Secret.of(FakeMetrics.APPLICATION_KEY))
        .bring(declared, intent, _ -> {});
  }

  private static List<String> words(Map<String, MetadataOutcome> outcomes) {
    return outcomes.values().stream().map(MetadataOutcome::word).toList();
  }

  @Test
  void whatDiffersIsWrittenAndASecondTimeNothingIs() {
    Map<String, MetadataOutcome> first = bring(Intent.WRITE);
    assertThat(words(first)).containsExactly("written", "written", "written", "unseen");
    assertThat(first.get("shop.cost_usd").fields())
        .containsExactly(
            new Change("unit", "", "dollar"),
            new Change("per_unit", "", "hour"),
            new Change("description", "", "What it costs"),
            new Change("short_name", "", "cost usd"));
    assertThat(first.get("shop.orders").fields()).contains(new Change("type", "gauge", "count"));
    assertThat(fake.shown("shop.orders"))
        .containsEntry("type", "count")
        .containsEntry("unit", "")
        .containsEntry("description", "Orders that came in")
        .containsEntry("short_name", "orders");
    assertThat(fake.requests()).contains("PUT shop.orders");

    assertThat(words(bring(Intent.WRITE))).containsExactly("same", "same", "same", "unseen");
    assertThat(fake.requests()).hasSize(4).noneMatch(request -> request.startsWith("PUT"));
  }

  @Test
  void toCompareWritesNothing() {
    assertThat(words(bring(Intent.COMPARE)))
        .containsExactly("differs", "differs", "differs", "unseen");
    assertThat(fake.requests()).noneMatch(request -> request.startsWith("PUT"));
    assertThat(fake.shown("shop.orders")).containsEntry("type", "gauge");
  }

  @Test
  void aUnitThatIsNotDeclaredIsTakenAway() {
    bring(Intent.WRITE);
    fake.says("shop.orders", "unit", "dollar");
    fake.says("shop.orders", "statsd_interval", 10L);
    fake.requests();
    assertThat(bring(Intent.WRITE).get("shop.orders"))
        .isEqualTo(new Written(List.of(new Change("unit", "dollar", ""))));
    assertThat(fake.shown("shop.orders")).containsEntry("unit", "");
    assertThat(fake.requests()).filteredOn(request -> request.startsWith("PUT")).hasSize(1);
    assertThat(fake.bodies().getLast()).as("it is kept").contains("\"statsd_interval\":10");
  }

  /// Each request in turn, as often as it is tried: it alone fails, and the next push mends it.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET shop.cost_usd",
        "PUT shop.cost_usd",
        "GET shop.orders",
        "PUT shop.orders",
        "GET shop.wait_hours",
        "PUT shop.wait_hours",
        "GET shop.never"
      })
  void oneRequestThatFailsKeepsBackNoOther(String request) {
    fake.strike(request, Strike.FAILS);
    String struck = request.substring("GET ".length());
    Map<String, MetadataOutcome> outcomes = bring(Intent.WRITE);
    outcomes.forEach((name, outcome) -> {
      if (name.equals(struck)) {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                Failed.class,
                failed ->
                    assertThat(failed.cause().message())
                        .contains(request.substring(0, 3), struck, "500", "internal"));
      } else {
        assertThat(outcome).isIn(new Unseen(), new Written(outcome.fields()));
      }
    });
    fake.calmDown();
    fake.requests();
    assertThat(words(bring(Intent.WRITE))).doesNotContain("failed", "differs");
    assertThat(fake.requests())
        .filteredOn(sent -> sent.startsWith("PUT"))
        .isEqualTo(struck.equals("shop.never") ? List.of() : List.of("PUT " + struck));
  }

  @ParameterizedTest
  @EnumSource(
      value = Strike.class,
      names = {"DONE_AND_502", "LIMITED_ONCE", "DROPPED"})
  void passingTroubleIsTriedAgain(Strike strike) {
    fake.strike("GET shop.orders", strike);
    fake.strike("PUT shop.cost_usd", strike);
    assertThat(words(bring(Intent.WRITE)))
        .containsExactly("written", "written", "written", "unseen");
    if (strike == Strike.LIMITED_ONCE) {
      assertThat(waits).as("as the reset says").contains(Duration.ofSeconds(7));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "LIES,    leaves type",
    "REFUSES, 400 (no)",
    "PAGE,    is this address a Datadog API?"
  })
  void anAnswerThatIsNoneIsAFailure(Strike strike, String said) {
    fake.strike("PUT shop.orders", strike);
    Map<String, MetadataOutcome> outcomes = bring(Intent.WRITE);
    assertThat(words(outcomes)).containsExactly("written", "failed", "written", "unseen");
    assertThat(outcomes.get("shop.orders"))
        .isInstanceOfSatisfying(
            Failed.class, failed -> assertThat(failed.cause().message()).contains(said));
  }

  /// Nothing better can come of the others.
  @Test
  void refusedKeysEndIt() {
    Map<String, MetadataOutcome> outcomes = bring(Intent.WRITE, "0".repeat(32));
    assertThat(outcomes.values())
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Failed.class,
                    failed ->
                        assertThat(failed.cause())
                            .isInstanceOf(Failure.Credentials.class)
                            .extracting(Failure::message)
                            .asString()
                            .contains("403", "DD_APP_KEY")
                            .doesNotContain("00000000")));
  }

  @Test
  void aKeyThatMayNotWriteIsToldWhichPermissionItLacks() {
    fake.strike("PUT shop.orders", Strike.FORBIDDEN);
    assertThat(bring(Intent.WRITE).get("shop.orders"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.cause().message())
                    .contains("metrics_metadata_write", "Forbidden"));
  }

  @Test
  void aLimitThatEndsTooLateIsNotWaitedFor() {
    for (Metric metric : List.of(COST, ORDERS, WAIT, NEVER)) {
      fake.strike("GET " + metric.name(), Strike.LIMITED_FOR_LONG);
    }
    assertThat(bring(Intent.WRITE).values())
        .allSatisfy(outcome ->
            assertThat(outcome)
                .isInstanceOfSatisfying(
                    Failed.class,
                    failed -> assertThat(failed.cause()).isInstanceOf(Failure.RateLimit.class)));
    assertThat(waits).doesNotContain(Duration.ofHours(1));
  }

  @Test
  void theTypeOfADistributionIsNeverSent() {
    fake.has("shop.orders", "distribution");
    Map<String, MetadataOutcome> outcomes = bring(Intent.WRITE);
    assertThat(outcomes.get("shop.orders"))
        .isInstanceOfSatisfying(
            Failed.class,
            failed ->
                assertThat(failed.cause().message())
                    .contains("is of type distribution in Datadog and declared as count"));
    assertThat(
            new String(
                MetadataFields.encode(distribution(), Optional.empty()), StandardCharsets.UTF_8))
        .doesNotContain("type");
    assertThat(words(outcomes)).containsExactly("written", "failed", "written", "unseen");
  }

  private static MetricMetadata distribution() {
    return new MetricMetadata("distribution", "", "", "Sizes", "sizes");
  }

  @Test
  void whatIsAsDeclaredIsLeftAlone() {
    bring(Intent.WRITE);
    assertThat(bring(Intent.COMPARE).get("shop.orders")).isEqualTo(new Same());
  }

  @Test
  void anotherNameSaysWhoseItIs() {
    Metric jobs =
        Metric.gauge("shop.jobs").unit(Unit.JOB).alias("shop.failed_jobs", "status:failed");
    assertThat(MetricMetadata.of(jobs.aliases().getFirst(), List.of(jobs)))
        .isEqualTo(
            new MetricMetadata(
                "gauge", "job", "", "Another name of shop.jobs{status:failed}", "failed jobs"));
    Metric late = Metric.gauge("shop.late").unit(Unit.JOB).tagged("shop.all", "kind:late");
    Metric lost = Metric.gauge("shop.lost").unit(Unit.HOUR).tagged("shop.all", "kind:lost");
    assertThat(MetricMetadata.of(late.aliases().getFirst(), List.of(late, lost)))
        .isEqualTo(
            new MetricMetadata("gauge", "", "", "Another name of shop.late, shop.lost", "all"));
  }

  @Test
  void aVolumeIsWhatDatadogTells() {
    fake.hasVolumes("shop.cost_usd", "{\"distinct_volume\":12}");
    fake.hasVolumes("shop.orders", "{\"ingested_volume\":40,\"indexed_volume\":7}");
    var question =
        new RemoteVolumes.Question(
            List.of("city"), new Window(Given.NOW.minusSeconds(3600), Given.NOW));
    Map<String, RemoteVolumes.Question> questions = new LinkedHashMap<>();
    questions.put("shop.cost_usd", question);
    questions.put("shop.orders", question);
    assertThat(
            new RemoteVolumes(
                    Given.http(),
                    new Destination(fake.url(), Secret.of(FakeIntake.KEY)),
                    Secret.of(FakeMetrics.APPLICATION_KEY))
                .of(questions))
        .containsExactly(
            Map.entry("shop.cost_usd", new RemoteVolumes.Volume.Told(12)),
            Map.entry("shop.orders", new RemoteVolumes.Volume.Told(7)));
  }
}
