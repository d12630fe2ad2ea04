// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.configuration.Setting;
import ai.metta.access.configuration.Settings;
import ai.metta.access.secret.SecretKey;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules that differ from team to team.
///
/// @param projects gids of those whose tasks count; empty for all of the workspace
/// @param bugsProject gid of the project that holds bugs; empty where there is none
/// @param sections what a bug's section is called in lower case, by the first word that it contains
/// @param priorityField gid or name of the custom field
/// @param highValues in lower case, as configured otherwise
/// @param trainingBug in lower case; empty where no bug is told from another
/// @param zone whose calendar says what is overdue
/// @param told whether tasks are told by project too
record AsanaConfig(
    List<String> projects,
    Optional<String> bugsProject,
    Map<Section, List<String>> sections,
    String priorityField,
    List<String> highValues,
    Optional<String> trainingBug,
    ZoneId zone,
    Told told) {
  private static final String ALL = "all";
  private static final Pattern GID = Pattern.compile("\\d{1,30}");

  /// How tasks are told.
  enum Told {
    TOGETHER,
    ALSO_BY_PROJECT
  }

  static final Setting<String> BASE_URL =
      Setting.safeAddress("asana.base_url")
          .env("ASANA_BASE_URL")
          .fallback("https://app.asana.com/api/1.0")
          .says("Address of Asana's API");
  static final Setting<String> WORKSPACE =
      gid("asana.workspace")
          .env("ASANA_WORKSPACE", "ASANA_WORKSPACE_GID")
          .says("Gid of the workspace; the number in the address of its pages");
  static final Setting<List<String>> PROJECTS =
      Setting.texts("asana.projects")
          .only("all, or gids parted by commas", AsanaConfig::areProjects)
          .fallback(List.of(ALL))
          .says("Projects whose tasks count, by gid; all that are not archived unless said");
  static final Setting<String> BUGS_PROJECT =
      gid("asana.bugs_project")
          .env("ASANA_BUGS_PROJECT", "ASANA_BUGS_PROJECT_GID")
          .says("Gid of the project that holds bugs; turns the metrics of bugs on");
  static final Setting<List<String>> TRIAGE =
      words("asana.triage_sections", "triage", "wait for triage");
  static final Setting<List<String>> ACTIVE =
      words("asana.active_sections", "active", "are being worked on");
  static final Setting<List<String>> BACKLOG =
      words("asana.backlog_sections", "backlog", "wait for later");
  static final Setting<String> PRIORITY_FIELD =
      Setting.text("asana.priority_field")
          .fallback("Priority")
          .says("Custom field that holds a task's priority, by name or gid");
  static final Setting<List<String>> HIGH_VALUES =
      Setting.texts("asana.high_values")
          .only("one value or several", values -> !values.isEmpty())
          .fallback(List.of("High", "Urgent", "P0", "P1"))
          .says("Values of that field that are high, case ignored");
  static final Setting<String> TRAINING_BUG =
      Setting.text("asana.training_bug_label")
          .says(
              "Tag, or value of a custom field, of bugs in training; turns training.bugs.count on");
  static final Setting<String> TIME_ZONE =
      Setting.text("asana.time_zone")
          .only("a time zone such as UTC or America/Los_Angeles", AsanaConfig::isZone)
          .fallback("UTC")
          .says("Time zone in which a task without an hour is due until its day is over");
  static final Setting<Boolean> PER_PROJECT =
      Setting.toggle("asana.per_project")
          .fallback(false)
          .says("Whether tasks are also told by project: asana.tasks.*_by");
  static final Setting<Integer> PACE =
      Setting.whole("asana.requests_per_minute", 1, 1500)
          .fallback(120)
          .says(
              "Requests a minute at most; Asana lets a token have 150 on its free plan, 1500 on others");

  private static final String[] TOKEN_FIELDS = {
    "token", "access_token", "personal_access_token", "ASANA_TOKEN"
  };

  static final SecretKey TOKEN =
      SecretKey.required(
              "asana.token", "asana/personal-access-token", "ASANA_ACCESS_TOKEN", "ASANA_TOKEN")
          .alsoAs("asana/access-token", "asana/atlas_app")
          .inFields(TOKEN_FIELDS)
          .besideFields("client_id", "client_secret");
  static final SecretKey CLIENT_ID = client("asana.client_id", "ASANA_CLIENT_ID", "client_id");
  static final SecretKey CLIENT_SECRET =
      client("asana.client_secret", "ASANA_CLIENT_SECRET", "client_secret");

  static List<Setting<?>> settings() {
    return List.of(
        BASE_URL,
        WORKSPACE,
        PROJECTS,
        BUGS_PROJECT,
        TRIAGE,
        ACTIVE,
        BACKLOG,
        PRIORITY_FIELD,
        HIGH_VALUES,
        TRAINING_BUG,
        TIME_ZONE,
        PER_PROJECT,
        PACE);
  }

  static AsanaConfig from(Settings settings) {
    List<String> projects = settings.get(PROJECTS);
    return new AsanaConfig(
        projects.equals(List.of(ALL)) ? List.of() : projects.stream().distinct().toList(),
        settings.find(BUGS_PROJECT),
        Map.of(
            Section.TRIAGE, lower(settings.get(TRIAGE)),
            Section.ACTIVE, lower(settings.get(ACTIVE)),
            Section.BACKLOG, lower(settings.get(BACKLOG))),
        settings.get(PRIORITY_FIELD).strip(),
        lower(settings.get(HIGH_VALUES)).stream().distinct().toList(),
        settings.find(TRAINING_BUG).map(AsanaConfig::lower).filter(word -> !word.isEmpty()),
        ZoneId.of(settings.get(TIME_ZONE).strip()),
        settings.get(PER_PROJECT) ? Told.ALSO_BY_PROJECT : Told.TOGETHER);
  }

  /// The fields that hold a task's priority: each project may have one of its own.
  Stream<Task.Field> priorities(Task task) {
    return task.fields().stream().filter(field -> field.isCalled(priorityField));
  }

  /// Which of the board's columns a section is, by its name.
  Section section(String name) {
    String lower = lower(name);
    return Stream.of(Section.values())
        .filter(one ->
            sections.getOrDefault(one, List.of()).stream().anyMatch(word -> lower.contains(word)))
        .findFirst()
        .orElse(Section.OTHER);
  }

  static String lower(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }

  private static List<String> lower(List<String> texts) {
    return texts.stream().map(AsanaConfig::lower).toList();
  }

  private static Setting<String> gid(String key) {
    return Setting.text(key).only("a gid, which is a number", AsanaConfig::isGid);
  }

  private static Setting<List<String>> words(String key, String word, String meaning) {
    return Setting.texts(key)
        .only("one word or several", words -> !words.isEmpty())
        .fallback(List.of(word))
        .says("Words in the name of a section whose bugs " + meaning + ", case ignored");
  }

  private static SecretKey client(String key, String variable, String field) {
    return SecretKey.optional(key, "asana/" + field.replace('_', '-'), variable)
        .alsoAs("asana/atlas_app")
        .inFields(field)
        .besideFields(TOKEN_FIELDS);
  }

  private static boolean isGid(String text) {
    return GID.matcher(text).matches();
  }

  private static boolean areProjects(List<String> texts) {
    return texts.equals(List.of(ALL))
        || (!texts.isEmpty() && texts.stream().allMatch(AsanaConfig::isGid));
  }

  private static boolean isZone(String text) {
    try {
      return ZoneId.of(text.strip()).getId().length() > 0;
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
