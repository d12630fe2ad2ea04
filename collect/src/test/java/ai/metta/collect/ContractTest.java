// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Scripted.Facts;
import ai.metta.metric.Emission;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import ai.metta.metric.Outcome;
import ai.metta.metric.Sample;
import ai.metta.metric.Scope;
import ai.metta.metric.TagKey;
import ai.metta.metric.Tags;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The contract finds out every collector that lies.
class ContractTest {
  private static List<Probe> check(Collector<?> collector) {
    return new Contract(Scripted.conditions(), Scripted.plan()).check(collector);
  }

  @Nested
  class OfAnHonestCollector extends CollectorContract {
    @Override
    protected Collector<?> collector() {
      return Scripted.named("honest");
    }

    @Override
    protected Conditions conditions() {
      return Scripted.conditions();
    }

    @Override
    protected Plan plan() {
      return Scripted.plan();
    }
  }

  static Stream<Arguments> liars() {
    AtomicInteger calls = new AtomicInteger();
    return Stream.of(
        Arguments.of(
            "invents nothing when every part fails",
            "x.left has a value, and nothing is known",
            Scripted.named("x")
                .fetching(fetch ->
                    Map.of(Scope.all(), new Facts(zeroOnError(fetch), Fetched.known(2.0))))),
        Arguments.of(
            "emits only what it declares",
            "x.tagged emitted tags that it does not declare: colour:red",
            Scripted.named("x")
                .emitting(
                    List.of(
                        Emission.emit(
                                Scripted.gauge("x.tagged").taggedBy(TagKey.bounded("status", "up")))
                            .from(Facts::left)
                            .each((_, _) -> List.of(Sample.of("colour", "red", 1))),
                        Scripted.twoValues("x").getLast()))),
        Arguments.of(
            "emits only what it declares",
            "x.tagged has the undeclared values [sideways] of status",
            Scripted.named("x")
                .emitting(
                    List.of(
                        Emission.emit(
                                Scripted.gauge("x.tagged").taggedBy(TagKey.bounded("status", "up")))
                            .from(Facts::left)
                            .each((_, _) -> List.of(Sample.of("status", "sideways", 1)))))),
        Arguments.of(
            "comes to the same from the same facts",
            "x.left{} differed when evaluated again",
            Scripted.named("x")
                .emitting(
                    List.of(
                        Emission.emit(Scripted.gauge("x.left"))
                            .from(Facts::left)
                            .value((_, _) -> calls.incrementAndGet())))),
        Arguments.of(
            "part left failed costs only what needs it",
            "x.left vanished without a failure",
            Scripted.named("x")
                .emitting(
                    List.of(
                        Emission.emit(Scripted.gauge("x.left"))
                            .from((Facts facts) -> Fetched.known(facts.left()))
                            .by((left, _) ->
                                left instanceof Fetched.Known<Double>(Double number)
                                    ? Outcome.value(number)
                                    : new Outcome.Absent("nothing happened")),
                        Scripted.twoValues("x").getLast()))));
  }

  private static Fetched<Double> zeroOnError(Fetch fetch) {
    return fetch.part("left", () -> 1.0).fetched() instanceof Fetched.Known<Double> known
        ? known
        : Fetched.known(0.0);
  }

  @ParameterizedTest
  @MethodSource("liars")
  void aLieIsFoundOut(String question, String detail, Scripted liar) {
    assertThat(check(liar))
        .filteredOn(probe -> probe.finding() instanceof Probe.Failed)
        .anySatisfy(probe -> {
          assertThat(probe.question()).isEqualTo(question);
          assertThat(probe.finding().detail()).contains(detail);
        });
  }

  /// Metrics that leave out the part right where it is not known.
  private static Scripted leavingOut(int metrics, double right) {
    return Scripted.named("x")
        .fetching(fetch ->
            Map.of(
                Scope.all(),
                new Facts(
                    fetch.part("left", () -> 1.0).fetched(),
                    fetch.part("right", () -> right).fetched())))
        .emitting(
            IntStream.range(0, metrics)
                .mapToObj(i ->
                    Emission.emit(Scripted.gauge("x.total" + i))
                        .from((Facts facts) -> Fetched.known(facts))
                        .by((facts, _) -> sum(facts)))
                .toList());
  }

  private static Outcome sum(Facts facts) {
    return facts.left() instanceof Fetched.Known<Double>(Double left)
        ? Outcome.value(
            left + (facts.right() instanceof Fetched.Known<Double>(Double right) ? right : 0))
        : new Outcome.Failed(
            new Failure.Service("nothing is known", Failure.Service.Retry.IS_USELESS));
  }

  private static Probe withoutRight(Scripted collector) {
    return check(collector).stream()
        .filter(probe -> probe.question().startsWith("part right failed"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void numbersThatChangeWithoutAPartAreADoubtInAFewWords() {
    Probe doubt = withoutRight(leavingOut(8, 2.0));

    assertThat(doubt.finding()).isInstanceOf(Probe.Doubtful.class);
    assertThat(doubt.finding().detail().split("; "))
        .hasSize(6)
        .contains("x.total0 changed from {} 3.0 to {} 1.0")
        .endsWith("and 3 more");
  }

  @ParameterizedTest
  @CsvSource({"1e-15, false", "9e-10, false", "2e-9, true", "-9e-10, false", "-2e-9, true"})
  void theLastDigitsOfASumAreNoDoubt(double difference, boolean doubt) {
    assertThat(withoutRight(leavingOut(1, difference)).finding() instanceof Probe.Doubtful)
        .isEqualTo(doubt);
  }

  /// Of a catalogue whose scope has two keys, found under these.
  private static Probe declared(Tags scope) {
    Scripted collector =
        Scripted.named("x")
            .fetching(fetch -> Map.of(new Scope(scope), Scripted.inParts(fetch).get(Scope.all())))
            .declaring(() ->
                Scripted.catalogue("x", Scripted.twoValues("x"))
                    .scopedBy(
                        TagKey.open("entity", 5, TagKey.Overflow.DROP),
                        TagKey.open("project", 5, TagKey.Overflow.DROP)));
    return check(collector).stream()
        .filter(probe -> probe.question().equals("emits only what it declares"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aScopeOfSeveralKeysHasAllOfThem() {
    Tags both = Tags.of("entity", "lab").and("project", "arena");

    assertThat(declared(both).finding()).isInstanceOf(Probe.Good.class);
    assertThat(declared(Tags.of("entity", "lab")).finding().detail())
        .contains("scope {entity:lab} is not tagged by");
  }

  @Test
  void withoutAServiceThereIsOneAnswer() {
    Failure cause = new Failure.Service("it is down", Failure.Service.Retry.MAY_HELP);
    Scripted down =
        Scripted.named("down")
            .fetching(_ -> {
              throw new FailureException(cause);
            });

    assertThat(check(down)).containsExactly(Probe.failed("collects", cause));
  }
}
