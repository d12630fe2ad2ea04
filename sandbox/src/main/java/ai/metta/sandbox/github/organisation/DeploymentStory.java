// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.github.organisation.Deployment.Status;
import ai.metta.sandbox.github.organisation.Release.Stage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tells of deployments and releases.
final class DeploymentStory {
  private DeploymentStory() {}

  static List<Deployment> deployments(
      Story story, Temper temper, Organisation.Span span, Habits habits, List<Commit> commits) {
    List<Deployment> deployments = new ArrayList<>();
    if (temper.deploying() == Temper.Deploying.NEVER) {
      return deployments;
    }
    Dice dice = story.dice(Story.Line.DEPLOYMENT, 0);
    Instant at = span.from().plus(Duration.ofHours(6));
    while (at.isBefore(span.until())) {
      Instant created = at;
      Optional<Commit> head =
          commits.stream()
              .filter(commit -> commit.isOnDefaultAt(created))
              .reduce((_, last) -> last);
      long id = 50_000L + deployments.size();
      String environment = deployments.size() % 4 == 3 ? "staging" : "production";
      head.ifPresent(commit ->
          deployments.add(
              new Deployment(
                  id,
                  environment,
                  created,
                  commit.oid(),
                  statuses(created, habits.deployedPercent(created), dice))));
      at = at.plusSeconds(dice.between(14_400, 50_400));
    }
    return deployments;
  }

  private static List<Status> statuses(Instant created, int goodPercent, Dice dice) {
    List<Status> statuses = new ArrayList<>();
    statuses.add(new Status("QUEUED", created.plusSeconds(5)));
    statuses.add(new Status("IN_PROGRESS", created.plusSeconds(20)));
    Instant end = created.plusSeconds(dice.between(240, 1500));
    int drawn = (int) dice.below(100);
    if (drawn < goodPercent) {
      statuses.add(new Status("SUCCESS", end));
      // The next one takes its place.
      statuses.add(new Status("INACTIVE", end.plusSeconds(dice.between(15_000, 40_000))));
    } else if (drawn < Math.max(93, goodPercent)) {
      statuses.add(new Status("FAILURE", end));
    } else if (drawn < 97) {
      statuses.add(new Status("ERROR", end));
    }
    return statuses;
  }

  static List<Release> releases(Story story, Temper temper, Organisation.Span span) {
    List<Release> releases = new ArrayList<>();
    if (temper.isEmpty()) {
      return releases;
    }
    Dice dice = story.dice(Story.Line.DEPLOYMENT, 1);
    for (long week = 1; week < span.days() / 7; week++) {
      Instant created = span.from().plus(Duration.ofDays(7 * week)).plusSeconds(dice.below(86_400));
      Stage stage =
          dice.chance(70) ? Stage.FINAL : dice.chance(50) ? Stage.PRERELEASE : Stage.DRAFT;
      releases.add(
          new Release(
              "v0." + week,
              created,
              stage == Stage.DRAFT ? Optional.empty() : Optional.of(created.plusSeconds(600)),
              stage));
    }
    return releases;
  }
}
