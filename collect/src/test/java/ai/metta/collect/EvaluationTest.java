// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ai.metta.collect.Evaluation.Evaluated;
import ai.metta.collect.Scripted.Facts;
import ai.metta.metric.Across;
import ai.metta.metric.Emission;
import ai.metta.metric.Emitted;
import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.History;
import ai.metta.metric.Metric;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Scope;
import ai.metta.metric.Series;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EvaluationTest {
  private static final Failure DOWN = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
  private static final Tags SOURCE = Tags.of("env", "test");

  private static Evaluated evaluate(
      Plan plan, Instant fetchedAt, Map<Scope, Facts> facts, Emission<Facts> emission) {
    Scripted collector = Scripted.named("x").emitting(List.of(emission));
    return new Evaluation<>(
            collector.profile(),
            collector.catalogue(),
            plan,
            new Evaluation.Asked(fetchedAt, plan.asOf()),
            SOURCE,
            List.of())
        .of(facts);
  }

  private static Evaluated evaluate(Emission<Facts> emission) {
    return evaluate(Scripted.plan(), Scripted.AS_OF, Map.of(Scope.all(), Facts.of(1, 2)), emission);
  }

  private static Emission<Facts> sum() {
    return Emission.emit(Scripted.gauge("x.sum"))
        .from(Facts::left)
        .and(Facts::right)
        .by((left, right, _) -> Outcome.value(left + right));
  }

  private static Emission<Facts> samples(Metric metric, Sample... samples) {
    return Emission.emit(metric).from(Facts::left).each((_, _) -> List.of(samples));
  }

  static Stream<Arguments> twoParts() {
    Fetched<Double> known = Fetched.known(1.0);
    Fetched<Double> unsupported = Fetched.unsupported("too old");
    Fetched<Double> failed = Fetched.failed(DOWN);
    return Stream.of(
        Arguments.of(known, known, "value"),
        Arguments.of(known, unsupported, "unsupported"),
        Arguments.of(unsupported, known, "unsupported"),
        Arguments.of(known, failed, "failed"),
        Arguments.of(failed, known, "failed"),
        Arguments.of(unsupported, failed, "failed"),
        Arguments.of(failed, unsupported, "failed"));
  }

  @ParameterizedTest
  @MethodSource("twoParts")
  void aFailedPartBeatsAnUnsupportedOneBeatsAKnownOne(
      Fetched<Double> left, Fetched<Double> right, String word) {
    Evaluated evaluated =
        evaluate(
            Scripted.plan(), Scripted.AS_OF, Map.of(Scope.all(), new Facts(left, right)), sum());

    assertThat(evaluated.outcomes())
        .singleElement()
        .satisfies(one -> assertThat(one.outcome().word()).isEqualTo(word));
    assertThat(evaluated.series()).hasSize(word.equals("value") ? 1 : 0);
  }

  @Test
  void oneScopeFailingCostsOnlyItself() {
    Map<Scope, Facts> facts = new LinkedHashMap<>();
    facts.put(Scope.of("repo", "a/b"), Facts.of(1, 2));
    facts.put(Scope.of("repo", "c/d"), new Facts(Fetched.failed(DOWN), Fetched.known(2.0)));
    Evaluated evaluated = evaluate(Scripted.plan(), Scripted.AS_OF, facts, sum());

    assertThat(evaluated.outcomes())
        .extracting(one -> one.scope() + " " + one.outcome().word())
        .containsExactly("repo:a/b value", "repo:c/d failed");
    assertThat(evaluated.series())
        .singleElement()
        .satisfies(series -> assertThat(series.tags()).hasToString("env:test,repo:a/b"));
  }

  /// Whether it was due is decided for the instant that was asked for, and no other.
  @Test
  void whatIsAskedForRarelyIsKnownOfTheInstantThatWasAskedForOnly() {
    Scripted collector =
        Scripted.named("x")
            .emitting(
                List.of(
                    Emission.emit(Scripted.gauge("x.often"))
                        .from(Facts::left)
                        .value((left, _) -> left),
                    Emission.emit(Scripted.gauge("x.rarely").freshFor(Duration.ofHours(2)))
                        .from(Facts::right)
                        .value((right, _) -> right)));
    Instant asked = Scripted.AS_OF;
    for (Duration before : List.of(Duration.ZERO, Duration.ofMinutes(5))) {
      Evaluated evaluated =
          new Evaluation<>(
                  collector.profile(),
                  collector.catalogue(),
                  Scripted.plan().at(asked.minus(before)),
                  new Evaluation.Asked(asked, asked),
                  SOURCE,
                  List.of())
              .of(Map.of(Scope.all(), Facts.of(1, 2)));

      assertThat(evaluated.outcomes())
          .extracting(one -> one.metric() + " " + one.outcome().word())
          .containsExactly(
              "x.often value", before.isZero() ? "x.rarely value" : "x.rarely unsupported");
    }
  }

  @Test
  void theServicesPresentIsUnsupportedFarFromWhenItWasRead() {
    Emission<Facts> nowOnly = sum();
    Emission<Facts> derivable =
        Emission.emit(Scripted.gauge("x.past").history(History.DERIVABLE))
            .from(Facts::left)
            .value((left, _) -> left);
    Instant later = Scripted.AS_OF.plus(Duration.ofMinutes(15));
    Map<Scope, Facts> facts = Map.of(Scope.all(), Facts.of(1, 2));

    assertThat(evaluate(Scripted.plan(), later, facts, nowOnly).series()).hasSize(1);
    assertThat(evaluate(Scripted.plan(), later.plusMillis(1), facts, derivable).series())
        .hasSize(1);
    assertThat(evaluate(Scripted.plan(), later.plusMillis(1), facts, nowOnly).outcomes())
        .singleElement()
        .satisfies(one -> assertThat(one.outcome()).isInstanceOf(Outcome.Unsupported.class));
  }

  static Stream<Arguments> mistakes() {
    Metric tagged = Scripted.gauge("x.tagged").taggedBy(TagKey.bounded("status", "up", "down"));
    return Stream.of(
        Arguments.of(
            samples(tagged, Sample.of("colour", "red", 1)), "tags that it does not declare"),
        Arguments.of(samples(tagged, new Sample(Tags.none(), 1)), "tags that it does not declare"),
        Arguments.of(
            samples(tagged, Sample.of("status", "up", 1), Sample.of("status", "up", 2)),
            "two values under the same tags: status:up"),
        Arguments.of(samples(tagged, Sample.of("status", "up", Double.NaN)), "came to NaN"),
        Arguments.of(
            samples(tagged, Sample.of("status", "up", Double.POSITIVE_INFINITY)),
            "came to Infinity"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void whatWasNotDeclaredIsABugAndNoSeries(Emission<Facts> emission, String said) {
    Evaluated evaluated = evaluate(emission);

    assertThat(evaluated.series()).isEmpty();
    assertThat(evaluated.outcomes())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.outcome()).isInstanceOf(Outcome.Failed.class);
          assertThat(one.reason().orElseThrow()).contains("x.tagged", said);
        });
  }

  private static List<Series> withAliases(Emission<Facts> emission) {
    return evaluate(
            Scripted.plan().with(Plan.Aliases.ON),
            Scripted.AS_OF,
            Map.of(Scope.all(), Facts.of(1, 2)),
            emission)
        .series();
  }

  @Test
  void flatNamesAreEmittedWhenAskedForAndCombineAsDeclared() {
    Metric tagged =
        Scripted.gauge("x.tagged")
            .taggedBy(TagKey.bounded("status", "up", "down"), TagKey.bounded("zone", "a", "b"))
            .alias("x.up", "status:up");
    Emission<Facts> emission =
        samples(
            tagged,
            new Sample(Tags.of("status", "up").and("zone", "a"), 1),
            new Sample(Tags.of("status", "up").and("zone", "b"), 2),
            new Sample(Tags.of("status", "down").and("zone", "a"), 4));

    assertThat(evaluate(emission).series()).extracting(Series::metric).containsOnly("x.tagged");
    assertThat(withAliases(emission))
        .filteredOn(series -> series.metric().equals("x.up"))
        .singleElement()
        .satisfies(series -> {
          assertThat(series.points().getFirst().value()).isEqualTo(3);
          assertThat(series.tags()).hasToString("env:test");
        });
  }

  @Test
  void aTaggedNameStandsForAllSeriesTogetherAndCarriesItsOwnTags() {
    Metric flat =
        Scripted.gauge("x.flat")
            .taggedBy(TagKey.bounded("zone", "a", "b"))
            .tagged("x.all", "status:up", "kind:flat");
    Emission<Facts> emission = samples(flat, Sample.of("zone", "a", 1), Sample.of("zone", "b", 2));

    assertThat(withAliases(emission))
        .filteredOn(series -> series.metric().equals("x.all"))
        .singleElement()
        .satisfies(series -> {
          assertThat(series.points().getFirst().value()).isEqualTo(3);
          assertThat(series.tags()).hasToString("env:test,kind:flat,status:up");
        });
  }

  @Test
  void aRenamedSeriesKeepsItsTags() {
    Metric tagged =
        Scripted.gauge("x.tagged").taggedBy(TagKey.bounded("zone", "a", "b")).renamed("x.other");
    Emission<Facts> emission =
        samples(tagged, Sample.of("zone", "a", 1), Sample.of("zone", "b", 2));

    assertThat(withAliases(emission))
        .filteredOn(series -> series.metric().equals("x.other"))
        .extracting(
            series -> series.tags().toString(), series -> series.points().getFirst().value())
        .containsExactly(tuple("env:test,zone:a", 1.0), tuple("env:test,zone:b", 2.0));
  }

  @Test
  void anOptionalMetricThatIsOffIsNotEvenEvaluated() {
    Metric off =
        Scripted.gauge("x.off")
            .taggedBy(TagKey.open("id", 5, Overflow.DROP))
            .emitted(Emitted.OPTIONAL_OFF);

    assertThat(evaluate(samples(off, Sample.of("id", "1", 1))).outcomes()).isEmpty();
  }

  @Test
  void aBudgetDropsWhatWasEmittedLast() {
    Metric jobs =
        Scripted.gauge("x.jobs").across(Across.NEVER).taggedBy(TagKey.open("id", 2, Overflow.DROP));
    Evaluated evaluated =
        evaluate(
            samples(
                jobs, Sample.of("id", "9", 1), Sample.of("id", "8", 2), Sample.of("id", "7", 300)));

    assertThat(evaluated.series())
        .extracting(series -> series.tags().value("id").orElseThrow())
        .containsExactly("9", "8");
    assertThat(evaluated.dropped()).isEqualTo(1);
  }

  @Test
  void aBudgetKeepsTheLargestAndAddsUpTheRest() {
    Metric gpus =
        Scripted.gauge("x.gpus")
            .taggedBy(TagKey.bounded("type", "total").orUpTo(3, Overflow.OTHER));
    Evaluated evaluated =
        evaluate(
            samples(
                gpus,
                Sample.of("type", "total", 19),
                Sample.of("type", "a", 1),
                Sample.of("type", "b", 8),
                Sample.of("type", "c", 3),
                Sample.of("type", "d", 7)));

    assertThat(evaluated.series())
        .extracting(series ->
            series.tags().value("type").orElseThrow() + " " + series.points().getFirst().value())
        .containsExactlyInAnyOrder("total 19.0", "b 8.0", "d 7.0", "other 4.0");
    assertThat(evaluated.dropped()).isEqualTo(1);
  }

  @Test
  void withinItsBudgetNothingIsTouched() {
    Metric gpus = Scripted.gauge("x.gpus").taggedBy(TagKey.open("type", 2, Overflow.OTHER));

    assertThat(
            evaluate(samples(gpus, Sample.of("type", "a", 1), Sample.of("type", "b", 2))).dropped())
        .isZero();
  }
}
