// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect.schedule;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.metta.access.configuration.Settings;
import ai.metta.collect.Collector;
import ai.metta.collect.Profile;
import ai.metta.collect.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/// Who runs when. Pure: the same collectors of the same installation have the same one.
///
/// @param edition counted from 1: another one where anything in the configuration changed
/// @param lines one a collector that is to run, each behind those it comes after
public record Timetable(int edition, List<Line> lines) {
  private static final Duration MOST_OFFSET = Duration.ofSeconds(30);

  public Timetable {
    lines = List.copyOf(lines);
  }

  /// One collector's times.
  ///
  /// @param offset how long after a slot it begins, so that not all begin at once
  /// @param deadline after how long a run of it has ended
  /// @param after collectors whose runs of the same slot it waits for
  public record Line(
      String collector, Cron cron, Duration offset, Duration deadline, List<String> after) {
    public Line {
      after = List.copyOf(after);
    }

    /// The newest slot that has come due, its offset included.
    Optional<Instant> newest(Instant now) {
      return cron.newest(now.minus(offset));
    }

    /// When it begins next after an instant.
    public Instant begins(Instant now) {
      return cron.next(now.minus(offset)).plus(offset);
    }
  }

  /// The collectors that are enabled.
  ///
  /// @param registry with the schedules that hold
  /// @param installation what tells it from others, which their offsets differ by
  /// @throws ai.metta.metric.FailureException of kind configuration where collectors wait for one
  ///   another in a circle
  public static Timetable of(int edition, Registry registry, Settings settings, Path installation) {
    List<Profile> profiles =
        registry.inOrder().stream()
            .<Profile>map(Collector::profile)
            .filter(profile -> settings.get(ScheduleSettings.enabled(profile.name())))
            .toList();
    Map<String, Duration> offsets = offsets(profiles, installation);
    List<Line> lines = new ArrayList<>();
    for (Profile profile : profiles) {
      Cron cron =
          Cron.parse(profile.schedule().cron())
              .orElseThrow(
                  () -> new IllegalStateException(profile.name() + " declares no cron expression"));
      lines.add(
          new Line(
              profile.name(),
              cron,
              offsets.getOrDefault(profile.name(), Duration.ZERO),
              profile.deadline(),
              earlier(profile, profiles)));
    }
    return new Timetable(edition, lines);
  }

  public Optional<Line> line(String collector) {
    return lines.stream().filter(line -> line.collector().equals(collector)).findFirst();
  }

  /// One that comes after others begins no sooner than they do, and so none begins later than each
  /// that comes after it may.
  private static Map<String, Duration> offsets(List<Profile> inOrder, Path installation) {
    Map<String, Duration> bounds = new HashMap<>();
    for (Profile profile : inOrder.reversed()) {
      Duration bound = shorter(bound(profile), bounds.get(profile.name()));
      bounds.put(profile.name(), bound);
      earlier(profile, inOrder).forEach(name -> bounds.merge(name, bound, Timetable::shorter));
    }
    Map<String, Duration> offsets = new HashMap<>();
    for (Profile profile : inOrder) {
      Duration bound = bounds.getOrDefault(profile.name(), Duration.ZERO);
      Duration offset = share(profile.name() + "@" + installation, bound);
      for (String earlier : earlier(profile, inOrder)) {
        Duration theirs = offsets.getOrDefault(earlier, Duration.ZERO);
        offset = theirs.compareTo(offset) > 0 ? theirs : offset;
      }
      offsets.put(profile.name(), offset);
    }
    return offsets;
  }

  private static List<String> earlier(Profile profile, List<Profile> all) {
    return all.stream().map(Profile::name).filter(profile::comesAfter).toList();
  }

  private static Duration bound(Profile profile) {
    return shorter(MOST_OFFSET, profile.schedule().every().dividedBy(10));
  }

  private static Duration shorter(Duration one, @Nullable Duration other) {
    return other == null || one.compareTo(other) <= 0 ? one : other;
  }

  /// A part of a length, in whole seconds: always the same for a text.
  private static Duration share(String text, Duration bound) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(UTF_8));
    return Duration.ofSeconds(sum.getValue() % (bound.toSeconds() + 1));
  }
}
