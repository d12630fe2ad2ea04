// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

import ai.metta.sandbox.dice.Dice;
import ai.metta.sandbox.incident.Climate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/// An organisation and its repositories. Its story is told from 120 days before an instant until 30
/// days after; later, nothing happens any more.
public final class Organisation {
  private static final Duration BEFORE = Duration.ofDays(120);

  /// A month, as told from a month ago, and some.
  private static final Duration SETTLED_BEFORE = Duration.ofDays(75);

  private static final Duration AFTER = Duration.ofDays(30);

  private final long seed;
  private final String login;
  private final List<Repository> repositories;

  private Organisation(long seed, String login, List<Repository> repositories) {
    this.seed = seed;
    this.login = login;
    this.repositories = List.copyOf(repositories);
  }

  /// Tells the story of a seed.
  ///
  /// @param around an instant that it leads up to
  public static Organisation of(long seed, Instant around) {
    return of(seed, around, new Climate.Rough());
  }

  /// The same in another climate. In a settled one checks are quick and mostly succeed, and what is
  /// ready is merged within a day, but while an incident lasts; it begins 75 days before.
  public static Organisation of(long seed, Instant around, Climate climate) {
    Instant middle = around.truncatedTo(ChronoUnit.DAYS);
    Span span = new Span(middle.minus(before(climate)), middle.plus(AFTER));
    String login = "metta-sandbox";
    return new Organisation(
        seed,
        login,
        Temper.ALL.stream()
            .map(temper -> new Story(seed, login, temper, span, Habits.in(climate)).told())
            .toList());
  }

  private static Duration before(Climate climate) {
    return switch (climate) {
      case Climate.Rough() -> BEFORE;
      case Climate.Settled _ -> SETTLED_BEFORE;
    };
  }

  /// From when to when something is told.
  record Span(Instant from, Instant until) {
    Instant draw(Dice dice) {
      return from.plusSeconds(dice.below(Duration.between(from, until).toSeconds()));
    }

    long days() {
      return Duration.between(from, until).toDays();
    }
  }

  public long seed() {
    return seed;
  }

  public String login() {
    return login;
  }

  /// All of them, forks and archived ones among them.
  public List<Repository> repositories() {
    return repositories;
  }

  public Optional<Repository> repository(String owner, String name) {
    return owner.equalsIgnoreCase(login)
        ? repositories.stream().filter(one -> one.name().equalsIgnoreCase(name)).findFirst()
        : Optional.empty();
  }

  /// What is so at an instant.
  public GithubTruth truth(Instant at) {
    return GithubTruth.of(this, at);
  }
}
