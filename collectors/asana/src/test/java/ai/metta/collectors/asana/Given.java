// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.configuration.Settings;
import ai.metta.access.configuration.SettingsLoader;
import ai.metta.access.configuration.SettingsLoader.Loaded;
import ai.metta.collect.Told;
import ai.metta.collectors.asana.AsanaSnapshot.Bugs;
import ai.metta.collectors.asana.AsanaSnapshot.Tasks;
import ai.metta.collectors.asana.Project.Health;
import ai.metta.collectors.asana.Project.Progress;
import ai.metta.collectors.asana.Task.Field;
import ai.metta.collectors.asana.Task.Field.Kind;
import ai.metta.collectors.asana.Task.Membership;
import ai.metta.metric.Fetched;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Facts made by hand, and what they come to.
final class Given {
  static final Instant AS_OF = Instant.parse("2026-03-18T12:00:00Z");
  static final String PROJECT = "1";
  static final String BUGS = "9";

  private Given() {}

  static AsanaConfig rules(String... keysAndValues) {
    return AsanaConfig.from(settings(keysAndValues));
  }

  /// @throws IllegalArgumentException where one of them is refused, saying why
  static Settings settings(String... keysAndValues) {
    Map<String, String> settings = new TreeMap<>();
    for (int index = 0; index < keysAndValues.length; index += 2) {
      settings.put(keysAndValues[index], keysAndValues[index + 1]);
    }
    Path nowhere = Path.of("target", "no-such-folder");
    return switch (new SettingsLoader(
            AsanaConfig.settings(), settings, Map.of(), Optional.empty(), nowhere, nowhere)
        .load()) {
      case Loaded.Good(Settings good) -> good;
      case Loaded.Bad(List<String> problems) ->
          throw new IllegalArgumentException(String.join("; ", problems));
    };
  }

  static Task open(String gid, String created) {
    return new Task(
        gid,
        Instant.parse(created),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of());
  }

  static Task done(String gid, String created, String completed) {
    Task task = open(gid, created);
    return new Task(
        gid,
        task.created(),
        Optional.of(Instant.parse(completed)),
        task.due(),
        task.fields(),
        task.memberships(),
        task.tags());
  }

  static Task due(String gid, String when) {
    Task task = open(gid, "2026-01-01T00:00:00Z");
    Due due =
        when.contains("T") ? new Due.At(Instant.parse(when)) : new Due.On(LocalDate.parse(when));
    return new Task(
        gid,
        task.created(),
        task.completed(),
        Optional.of(due),
        task.fields(),
        task.memberships(),
        task.tags());
  }

  /// A task with a field that has options.
  ///
  /// @param values none where nothing was chosen
  static Task with(String gid, String field, String... values) {
    return with(gid, new Field("77", field, Kind.OPTIONS, Arrays.asList(values)));
  }

  static Task with(String gid, Field... fields) {
    Task task = open(gid, "2026-01-01T00:00:00Z");
    return new Task(
        gid,
        task.created(),
        task.completed(),
        task.due(),
        Arrays.asList(fields),
        task.memberships(),
        task.tags());
  }

  static Task in(String gid, String section, String... tags) {
    Task task = open(gid, "2026-01-01T00:00:00Z");
    return new Task(
        gid,
        task.created(),
        task.completed(),
        task.due(),
        task.fields(),
        List.of(new Membership("5", "Triage"), new Membership(BUGS, section)),
        Arrays.asList(tags));
  }

  static AsanaSnapshot tasks(AsanaConfig rules, Task... tasks) {
    return tasks(rules, Map.of(PROJECT, Arrays.asList(tasks)));
  }

  /// Project 3 has no name, and 4 is archived.
  static AsanaSnapshot tasks(AsanaConfig rules, Map<String, List<Task>> byProject) {
    return new AsanaSnapshot(
        Fetched.known(
            List.of(
                project("1", "Arena"),
                project("2", "arena!"),
                project("3", ""),
                project("5", "Field notes"),
                project("6", "Field notes"))),
        Fetched.unsupported("not read"),
        Fetched.known(new Tasks(new TreeMap<>(byProject), rules)),
        Fetched.unsupported("not read"));
  }

  private static Project project(String gid, String name) {
    return new Project(gid, name, Progress.UNDER_WAY, Optional.of(Health.NONE));
  }

  static AsanaSnapshot bugs(AsanaConfig rules, Task... tasks) {
    return new AsanaSnapshot(
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"),
        Fetched.known(new Bugs(BUGS, Arrays.asList(tasks), rules)));
  }

  /// @param statuses of active projects
  static AsanaSnapshot statuses(Health... statuses) {
    return new AsanaSnapshot(
        Fetched.unsupported("not read"),
        Fetched.known(List.of(statuses)),
        Fetched.unsupported("not read"),
        Fetched.unsupported("not read"));
  }

  /// What a metric comes to, as `tags=value` or the outcome's word and reason.
  static List<String> told(AsanaSnapshot facts, String metric) {
    return Told.of(AsanaMetrics.CATALOGUE, facts, AS_OF, metric);
  }
}
