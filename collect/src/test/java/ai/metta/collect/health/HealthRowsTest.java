// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.metric.Across;
import ai.metta.metric.FailureException;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Schedule;
import ai.metta.metric.Tags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthRowsTest {
  private static final Metric QUEUE =
      Metric.gauge("shop.queue")
          .noun("order")
          .says("Orders that wait")
          .across(Across.SUM)
          .orientation(Orientation.LOWER_IS_BETTER)
          .fom("ci", "queue", 10, 0);
  private static final Metric STAFF =
      Metric.gauge("staff.here")
          .noun("person")
          .says("People at work")
          .across(Across.SUM)
          .orientation(Orientation.HIGHER_IS_BETTER)
          .freshFor(Duration.ofHours(9));

  private static final List<HealthRows.Source> SOURCES =
      List.of(
          new HealthRows.Source("shop", Schedule.everyMinutes(10), () -> List.of(QUEUE)),
          new HealthRows.Source("staff", Schedule.everyHours(1), () -> List.of(STAFF)));

  @TempDir private Path folder;

  private Loaded loaded(String yaml) throws IOException {
    Path file = Files.writeString(folder.resolve("metta.yaml"), yaml);
    return new SettingsLoader(
            HealthRows.settings(), Map.of(), Map.of(), Optional.of(file), folder, folder)
        .load();
  }

  private HealthRows rows(String yaml) throws IOException {
    return HealthRows.of(SOURCES, ((Loaded.Good) loaded(yaml)).settings());
  }

  @Test
  void whatIsDeclaredIsARowThatIsFreshForThreeTurns() throws IOException {
    HealthRow row = rows("").all().getFirst();

    assertThat(row.id()).isEqualTo("ci.queue");
    assertThat(row.collector()).isEqualTo("shop");
    assertThat(row.freshness()).isEqualTo(Duration.ofMinutes(30));
    assertThat(row.only()).isEqualTo(Tags.none());
  }

  @Test
  void anInstallationMovesItsAnchors() throws IOException {
    HealthRow row =
        rows("""
        health:
          rows:
            ci.queue: {good_at: 2, bad_at: 4}
        """)
            .all()
            .getFirst();

    assertThat(row.fom().of(3)).isEqualTo(0.5);
    assertThat(row.raw()).isSameAs(QUEUE);
  }

  @Test
  void oneAnchorAloneMovesToo() throws IOException {
    assertThat(rows("health: {rows: {ci.queue: {bad_at: 20}}}").all().getFirst().fom().of(10))
        .isEqualTo(0.5);
  }

  @Test
  void aRowCanBeSwitchedOff() throws IOException {
    assertThat(rows("health: {rows: {ci.queue: {enabled: false}}}").all()).isEmpty();
  }

  @Test
  void aRowCanBeNarrowedToOneRepository() throws IOException {
    assertThat(rows("health: {rows: {ci.queue: {only: 'repo:a/b'}}}").all().getFirst().only())
        .isEqualTo(Tags.of("repo", "a/b"));
  }

  @Test
  void aTeamAddsARowOfItsOwnWhichTheCollectorOfItsMetricMeasures() throws IOException {
    HealthRows rows =
        rows(
            """
            health:
              rows:
                people.here: {raw: staff.here, bad_at: 0, good_at: 5}
            """);

    assertThat(rows.all()).extracting(HealthRow::id).containsExactly("ci.queue", "people.here");
    HealthRow own = rows.of(SOURCES.getLast()).getFirst();
    assertThat(own.collector()).isEqualTo("staff");
    assertThat(own.freshness()).isEqualTo(Duration.ofHours(9));
    assertThat(rows.of(SOURCES.getFirst())).extracting(HealthRow::id).containsExactly("ci.queue");
  }

  @Test
  void aRowCanFollowFromAnotherCollectorsMetric() throws IOException {
    HealthRows rows = rows("health: {rows: {ci.queue: {raw: staff.here, bad_at: 0, good_at: 5}}}");

    assertThat(rows.of(SOURCES.getFirst())).isEmpty();
    assertThat(rows.of(SOURCES.getLast())).extracting(HealthRow::id).containsExactly("ci.queue");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ci.queu: {good_at: 1}                             | health.rows.ci.queu: there is no such row; did you mean "ci.queue"?
          people.here: {raw: staff.her, bad_at: 0, good_at: 1} | health.rows.people.here: raw: no collector has a metric "staff.her"; did you mean "staff.here"?
          people.here: {raw: staff.here, bad_at: 0}         | health.rows.people.here: good_at is missing
          ci.queue: {good_at: 10}                           | anchors 10.0 and 10.0 make no line
          ci.queue: {good_at: 20}                           | lower is better, and bad_at and good_at say the opposite
          """)
  void whatMakesNoRowIsRefusedWithWhatWasMeant(String row, String said) {
    assertThatExceptionOfType(FailureException.class)
        .isThrownBy(() -> rows("health: {rows: {" + row + "}}"))
        .withMessageContaining(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          god_at: 1         | :4:15: health.rows: "ci.queue.god_at=1" is not a row's good_at, bad_at
          good_at: few      | :4:16: health.rows: "ci.queue.good_at=few" is not
          enabled: perhaps  | :4:16: health.rows: "ci.queue.enabled=perhaps" is not
          only: everything  | :4:13: health.rows: "ci.queue.only=everything" is not
          """)
  void whatIsNoPartOfARowIsRefusedWhereItStands(String field, String said) throws IOException {
    Loaded loaded =
        loaded(
            """
            health:
              rows:
                ci.queue:
                  %s
            """
                .formatted(field));

    assertThat(((Loaded.Bad) loaded).problems()).singleElement().asString().contains(said);
  }

  @Test
  void oneFlagSaysTheSameAsTheFile() {
    Loaded loaded =
        new SettingsLoader(
                HealthRows.settings(),
                Map.of("health.rows", "ci.queue.good_at=2,ci.queue.bad_at=4"),
                Map.of(),
                Optional.empty(),
                folder,
                folder)
            .load();
    Settings settings = ((Loaded.Good) loaded).settings();

    assertThat(HealthRows.of(SOURCES, settings).all().getFirst().fom().of(3)).isEqualTo(0.5);
  }
}
