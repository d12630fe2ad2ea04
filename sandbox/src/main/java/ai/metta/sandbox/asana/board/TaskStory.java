// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana.board;

import ai.metta.sandbox.asana.board.BoardTask.Place;
import ai.metta.sandbox.dice.Dice;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of planned work.
record TaskStory(long seed, Instant around, List<BoardProject> projects) {
  private static final long LINE = 7100;
  private static final Duration BEFORE = Duration.ofDays(100);
  private static final Duration AFTER = Duration.ofDays(20);
  private static final List<String> VERBS =
      List.of("Plan", "Measure", "Describe", "Try", "Compare", "Retire", "Schedule", "Review");
  private static final List<String> THINGS =
      List.of(
          "the new reward",
          "map sizes",
          "the eval suite",
          "spot capacity",
          "the onboarding page",
          "the leaderboard",
          "checkpoint retention",
          "the weekly report");
  private static final List<String> PRIORITIES = List.of("Low", "Medium", "High", "Urgent");

  List<BoardTask> told() {
    List<BoardTask> tasks = new ArrayList<>();
    List<BoardProject> planned =
        projects.stream().filter(project -> !project.equals(Plan.BUGS)).toList();
    for (int index = 0; index < planned.size(); index++) {
      BoardProject project = planned.get(index);
      BoardProject next = planned.get((index + 1) % planned.size());
      // Some are long enough for a second page.
      int size = 20 + 80 * ((index + 1) % 5);
      for (int number = 0; number < size; number++) {
        tasks.add(task(project, next, index * 1000 + number));
      }
    }
    return tasks;
  }

  private BoardTask task(BoardProject project, BoardProject next, int number) {
    Dice dice = Dice.of(seed, LINE, number);
    Instant from = around.truncatedTo(ChronoUnit.DAYS).minus(BEFORE);
    Instant created = from.plusSeconds(dice.below(BEFORE.plus(AFTER).toSeconds()));
    Optional<Instant> completed =
        dice.chance(70)
            ? Optional.of(created.plus(Duration.ofMinutes(dice.between(30, 40_000))))
            : Optional.empty();
    Optional<Instant> dueAt =
        dice.chance(15)
            ? Optional.of(created.plus(Duration.ofHours(dice.between(5, 1_500))))
            : Optional.empty();
    Optional<LocalDate> dueOn =
        dueAt
            .map(at -> LocalDate.ofInstant(at, ZoneOffset.UTC))
            .or(() ->
                dice.chance(50)
                    ? Optional.of(
                        LocalDate.ofInstant(created, ZoneOffset.UTC).plusDays(dice.between(0, 60)))
                    : Optional.empty());
    boolean row = number % 23 == 7;
    String name = dice.pick(VERBS) + " " + dice.pick(THINGS);
    List<Place> places = new ArrayList<>();
    places.add(new Place(project.gid(), dice.pick(project.sections())));
    if (dice.chance(8)) {
      places.add(new Place(next.gid(), dice.pick(next.sections())));
    }
    return new BoardTask(
        Long.toString(1_203_000_000_000_000L + number),
        row ? "Later:" : name,
        row ? "section" : subtype(dice),
        created,
        row ? Optional.empty() : completed,
        row ? Optional.empty() : dueOn,
        row ? Optional.empty() : dueAt,
        dice.chance(60) ? Optional.of(dice.pick(PRIORITIES)) : Optional.empty(),
        Optional.empty(),
        List.of(),
        places);
  }

  private static String subtype(Dice dice) {
    return switch ((int) dice.below(12)) {
      case 0 -> "milestone";
      case 1 -> "approval";
      default -> "default_task";
    };
  }
}
