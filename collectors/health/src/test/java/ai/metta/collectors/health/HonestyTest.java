// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.health;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Backfill;
import ai.metta.collect.PartFaults;
import ai.metta.collect.Run;
import ai.metta.collect.Run.Result;
import ai.metta.collect.Steps;
import ai.metta.collect.health.Figure;
import ai.metta.metric.Across;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.History;
import ai.metta.metric.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Whatever fails, health does not look better for it.
final class HonestyTest {
  private static final int ORGANISATIONS = 40;
  private static final double WORST = 10;

  @TestFactory
  List<DynamicTest> noFailureMakesAnythingLookBetter() {
    List<DynamicTest> tests = new ArrayList<>();
    for (long seed = 0; seed < ORGANISATIONS; seed++) {
      Random random = new Random(seed);
      List<Workshop> workshops = workshops(random);
      Set<String> few = faults(random, workshops, 0.15);
      Set<String> many = new HashSet<>(few);
      many.addAll(faults(random, workshops, 0.3));
      tests.add(DynamicTest.dynamicTest("seed " + seed, () -> holdsTo(workshops, few, many)));
    }
    return tests;
  }

  /// Alone, by what two runs sent: the second whole, or struck, with a workshop down or without its
  /// key.
  @TestFactory
  List<DynamicTest> noFailureMakesAnythingLookBetterToWhoeverAsksLater() {
    List<DynamicTest> tests = new ArrayList<>();
    for (long seed = 0; seed < ORGANISATIONS; seed++) {
      Random random = new Random(seed);
      List<Workshop> workshops = workshops(random);
      Set<String> faults = faults(random, workshops, 0.15);
      Workshop down = workshops.get(random.nextInt(workshops.size()));
      faults.addAll(faults(random, List.of(down), 1));
      tests.add(DynamicTest.dynamicTest("seed " + seed, () -> holdsLater(workshops, faults, down)));
    }
    return tests;
  }

  private static void holdsLater(List<Workshop> workshops, Set<String> faults, Workshop down) {
    Workshop[] all = workshops.toArray(Workshop[]::new);
    Organisation organisation = Organisation.of(all);
    Run before = organisation.ago(Duration.ofMinutes(8), PartFaults.none());
    Run whole = organisation.ago(Duration.ofMinutes(4), PartFaults.none());
    Run struck = organisation.ago(Duration.ofMinutes(4), striking(faults));
    Workshop[] poorer =
        workshops.stream()
            .map(one -> one.equals(down) ? one.withoutKey() : one)
            .toArray(Workshop[]::new);

    Map<String, Double> wellBefore = scores(alone(organisation, Kept.of(before, whole)));
    Map<String, Double> struckBefore = scores(alone(organisation, Kept.of(before, struck)));
    Map<String, Double> together =
        scores(organisation.with(Kept.of(before)).run(PartFaults.none(), all));
    Map<String, Double> withoutKey =
        scores(organisation.with(Kept.of(before)).run(PartFaults.none(), poorer));

    assertThat(wellBefore).isEqualTo(together);
    assertNotBetter(struckBefore, wellBefore);
    assertNotBetter(withoutKey, together);
    assertThat(struckBefore.entrySet())
        .filteredOn(one -> one.getKey().matches("health.known.*check:" + down.name() + "_.*"))
        .isNotEmpty()
        .allSatisfy(one -> assertThat(one.getValue()).isZero());
  }

  private static Run alone(Organisation organisation, Kept store) {
    return organisation.with(store).run(PartFaults.none());
  }

  /// What a struck backfill takes for safe is what a whole one has there: another start sets the
  /// rest right.
  @TestFactory
  List<DynamicTest> whatABackfillTakesForSafeIsTheTruth() {
    List<DynamicTest> tests = new ArrayList<>();
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      Random random = new Random(seed);
      List<Workshop> workshops = workshops(random);
      Set<String> faults = faults(random, workshops, 0.15);
      tests.add(DynamicTest.dynamicTest("seed " + seed, () -> holdsForThePast(workshops, faults)));
    }
    return tests;
  }

  private static void holdsForThePast(List<Workshop> workshops, Set<String> faults) {
    Organisation organisation = Organisation.of(workshops.toArray(Workshop[]::new));
    List<Backfill.Step> whole = organisation.filled(3, PartFaults.none());
    List<Backfill.Step> struck = organisation.filled(3, striking(faults));

    assertThat(struck).hasSameSizeAs(whole);
    for (int step = 0; step < whole.size(); step++) {
      Map<String, Backfill.Part> truth = parts(whole.get(step));
      assertThat(truth).containsKey("health");
      parts(struck.get(step))
          .forEach((collector, part) -> {
            if (part.isWhole()) {
              assertThat(part.series()).isEqualTo(truth.get(collector).series());
            } else if (collector.equals("health")) {
              assertThat(part.series()).isEmpty();
            }
          });
      assertThat(parts(struck.get(step)).get("health").isWhole()).isEqualTo(faults.isEmpty());
    }
  }

  /// Alone, over a past in which runs failed: each step as a run of health would have said then.
  @TestFactory
  List<DynamicTest> aPastThatIsFilledInAloneIsWhatRunsWouldHaveSaid() {
    List<DynamicTest> tests = new ArrayList<>();
    for (long seed = 0; seed < ORGANISATIONS / 4; seed++) {
      Random random = new Random(seed);
      List<Workshop> workshops = workshops(random);
      Organisation organisation = Organisation.of(workshops.toArray(Workshop[]::new));
      List<Run> runs = new ArrayList<>();
      for (int ago = 400; ago > 0; ago -= 1 + random.nextInt(60)) {
        PartFaults faults =
            random.nextBoolean()
                ? PartFaults.none()
                : striking(faults(random, workshops, random.nextInt(3) / 2.0));
        runs.add(organisation.ago(Duration.ofMinutes(ago), faults));
      }
      tests.add(
          DynamicTest.dynamicTest(
              "seed " + seed,
              () -> holdsAlone(organisation.with(Kept.of(runs.toArray(Run[]::new))))));
    }
    return tests;
  }

  private static void holdsAlone(Organisation organisation) {
    Instant from = Organisation.NOW.minus(Duration.ofHours(8));
    Steps steps = Steps.between(from, Organisation.NOW, Duration.ofMinutes(20)).orElseThrow();
    int compared = 0;
    for (Backfill.Step step : organisation.filledAlone(steps)) {
      Set<String> then = rollUps(Organisation.last(organisation.aloneAt(step.at())).series());
      assertThat(rollUps(parts(step).get("health").series())).as("%s", step.at()).isEqualTo(then);
      compared += then.size();
    }
    assertThat(compared).isPositive();
  }

  private static Set<String> rollUps(List<Series> series) {
    return series.stream()
        .filter(one -> one.metric().startsWith("health."))
        .map(one -> one.metric() + one.tags() + one.points())
        .collect(Collectors.toSet());
  }

  private static Map<String, Backfill.Part> parts(Backfill.Step step) {
    Map<String, Backfill.Part> parts = new HashMap<>();
    step.parts().forEach(part -> parts.put(part.collector(), part));
    return parts;
  }

  private static void holdsTo(List<Workshop> workshops, Set<String> few, Set<String> many) {
    Run whole = run(workshops, Set.of());
    Run struck = run(workshops, few);
    Run battered = run(workshops, many);
    Run atWorst = run(worst(workshops, few), Set.of());

    assertNoFigureOfWhatFailed(struck, few);
    assertNoFigureOfWhatFailed(battered, many);
    assertNotBetter(foms(struck), foms(atWorst));
    assertNotBetter(scores(struck), scores(whole));
    assertNotBetter(scores(struck), scores(atWorst));
    assertNotBetter(scores(battered), scores(struck));
  }

  private static void assertNoFigureOfWhatFailed(Run run, Set<String> faults) {
    for (Result result : run.results()) {
      for (Figure figure : result.figures()) {
        String metric = figure.row().raw().name();
        int place = Integer.parseInt(metric.substring(metric.lastIndexOf('_') + 1));
        boolean failed =
            Workshop.branches().stream()
                .anyMatch(branch ->
                    faults.contains(result.collector() + " " + Workshop.part(branch, place)));
        assertThat(figure instanceof Figure.Unknown).as(figure.toString()).isEqualTo(failed);
      }
    }
  }

  private static void assertNotBetter(Map<String, Double> struck, Map<String, Double> other) {
    struck.forEach((name, value) ->
        assertThat(value).as(name).isLessThanOrEqualTo(other.getOrDefault(name, -1.0) + 1e-12));
  }

  /// Figures of merit by name.
  private static Map<String, Double> foms(Run run) {
    return values(run, ".*\\.fom");
  }

  /// Roll-ups that are to be lower bounds, and how much is known.
  private static Map<String, Double> scores(Run run) {
    return values(run, "health(\\.\\w+)?\\.(score|coverage|known)");
  }

  private static Map<String, Double> values(Run run, String names) {
    Map<String, Double> values = new HashMap<>();
    for (Series series : run.series()) {
      if (series.metric().matches(names)) {
        values.put(series.metric() + series.tags(), series.points().getFirst().value());
      }
    }
    return values;
  }

  private static Run run(List<Workshop> workshops, Set<String> faults) {
    Workshop[] all = workshops.toArray(Workshop[]::new);
    return Organisation.of(all).run(striking(faults), all);
  }

  private static PartFaults striking(Set<String> faults) {
    return part -> {
      String collector = part.substring(0, part.indexOf(' '));
      if (faults.contains(part)) {
        throw new FailureException(
            new Failure.Service(collector + " is shut", Failure.Service.Retry.IS_USELESS));
      }
    };
  }

  private static List<Workshop> workshops(Random random) {
    List<Workshop> workshops = new ArrayList<>();
    for (String name : List.of("mill", "forge", "bakery")) {
      Double[] values = new Double[1 + random.nextInt(5)];
      for (int place = 0; place < values.length; place++) {
        values[place] = (double) random.nextInt(13);
      }
      Across[] ways = {Across.SUM, Across.MAX, Across.MIN, Across.MEAN, Across.NEVER};
      workshops.add(
          new Workshop(
              name,
              random.nextBoolean() ? "ci" : "eval",
              List.of(values),
              ways[random.nextInt(ways.length)],
              false,
              History.DERIVABLE));
    }
    return workshops;
  }

  /// Parts by the name of their collector.
  private static Set<String> faults(Random random, List<Workshop> workshops, double share) {
    Set<String> faults = new HashSet<>();
    for (Workshop workshop : workshops) {
      for (int place = 0; place < workshop.values().size(); place++) {
        for (String branch : Workshop.branches()) {
          if (random.nextDouble() < share) {
            faults.add(workshop.name() + " " + Workshop.part(branch, place));
          }
        }
      }
    }
    return faults;
  }

  /// The same where every part that fails is known, and as bad as can be, in both branches.
  private static List<Workshop> worst(List<Workshop> workshops, Set<String> faults) {
    List<Workshop> worst = new ArrayList<>();
    for (Workshop workshop : workshops) {
      List<Double> values = new ArrayList<>(workshop.values());
      for (int place = 0; place < values.size(); place++) {
        for (String branch : Workshop.branches()) {
          if (faults.contains(workshop.name() + " " + Workshop.part(branch, place))) {
            values.set(place, WORST);
          }
        }
      }
      worst.add(
          new Workshop(
              workshop.name(), workshop.area(), values, workshop.across(), false, workshop.last()));
    }
    return worst;
  }
}
