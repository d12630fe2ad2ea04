// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.json.Json;
import ai.metta.collectors.asana.Project.Health;
import ai.metta.collectors.asana.Project.Progress;
import ai.metta.collectors.asana.Task.Field.Kind;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Reads a workspace. Of each thing, only the fields that are used are asked for: Asana counts what
/// an answer costs it.
record AsanaClient(AsanaApi api, String workspace) {
  private static final String PROJECT_FIELDS =
      "name,completed,current_status_update.status_type,current_status.color";
  private static final String TASK_FIELDS =
      "resource_subtype,completed,completed_at,created_at,due_on,due_at,custom_fields.name,"
          + "custom_fields.resource_subtype,custom_fields.enum_value.name,"
          + "custom_fields.multi_enum_values.name,custom_fields.display_value";
  private static final String BUG_FIELDS =
      TASK_FIELDS + ",memberships.project,memberships.section.name,tags.name";

  /// Rows that part a list of tasks, and once were sections.
  private static final String SECTION_ROW = "section";

  private static final Set<String> OPTIONS = Set.of("enum", "multi_enum");

  /// Which fields of a task are wanted.
  enum Wanted {
    TASKS,
    BUGS
  }

  /// Whether the token is taken, and sees the workspace: its name.
  ///
  /// @throws FailureException of configuration where it sees others only
  String check() {
    List<Json> visible =
        api.one("/users/me?opt_fields=workspaces.name").at("workspaces").unbroken().toList();
    return visible.stream()
        .filter(one -> one.at("gid").required(Json::text).equals(workspace))
        .findFirst()
        .map(one -> one.at("name").text().orElse(workspace))
        .orElseThrow(() -> new FailureException(unseen(visible)));
  }

  private Failure unseen(List<Json> visible) {
    return new Failure.Configuration(
        "asana: the token does not see workspace "
            + workspace
            + ", but "
            + (visible.isEmpty()
                ? "no workspace at all"
                : String.join(
                    ", ", visible.stream().map(one -> one.at("gid").required(Json::text)).toList()))
            + ": correct ASANA_WORKSPACE");
  }

  /// All that are not archived.
  List<Project> projects() {
    String path =
        "/projects?workspace=" + workspace + "&archived=false&opt_fields=" + PROJECT_FIELDS;
    return distinct(api.all(path, AsanaClient::project).stream(), Project::gid);
  }

  private static Project project(Json json) {
    return new Project(
        json.at("gid").required(Json::text),
        json.at("name").text().orElse(""),
        json.at("completed").required(Json::flag) ? Progress.COMPLETED : Progress.UNDER_WAY,
        told(json));
  }

  /// The newest update's word, or the older colour. What is neither costs the project its status,
  /// not the list its projects.
  private static Optional<Health> told(Json json) {
    Json update = json.at("current_status_update");
    Json colour = json.at("current_status");
    return update.isNothing() && colour.isNothing()
        ? Optional.of(Health.NONE)
        : Stream.of(update.at("status_type"), colour.at("color"))
            .filter(Json::isText)
            .findFirst()
            .flatMap(Json::text)
            .map(Health::of);
  }

  /// What the newest status update says, asked for where the list of projects tells only that there
  /// is one.
  ///
  /// @throws FailureException as malformed where there is none then
  Health health(Project project) {
    return project.told().orElseGet(() -> newestHealth(project.gid()));
  }

  private Health newestHealth(String project) {
    Json updates = api.one("/status_updates?parent=" + project + "&limit=1&opt_fields=status_type");
    return updates
        .unbroken()
        .findFirst()
        .map(update -> Health.of(update.at("status_type").required(Json::text)))
        .orElseThrow(() -> malformed(updates + " is empty, though the project has an update"));
  }

  /// The tasks of a project that are open, and those completed since.
  List<Task> tasks(String project, Instant since, Wanted wanted) {
    String fields =
        switch (wanted) {
          case TASKS -> TASK_FIELDS;
          case BUGS -> BUG_FIELDS;
        };
    String path =
        "/tasks?project="
            + project
            + "&completed_since="
            + since.truncatedTo(ChronoUnit.SECONDS)
            + "&opt_fields="
            + fields;
    return distinct(
        api.all(path, json -> row(json, wanted)).stream().flatMap(Optional::stream), Task::gid);
  }

  /// The task of a row; none where it is a section's.
  private static Optional<Task> row(Json json, Wanted wanted) {
    return json.at("resource_subtype").text().equals(Optional.of(SECTION_ROW))
        ? Optional.empty()
        : Optional.of(task(json, wanted));
  }

  private static Task task(Json json, Wanted wanted) {
    Optional<Instant> completed =
        json.at("completed").required(Json::flag)
            ? Optional.of(json.at("completed_at").required(Json::time))
            : Optional.empty();
    return new Task(
        json.at("gid").required(Json::text),
        json.at("created_at").required(Json::time),
        completed,
        due(json),
        items(json.at("custom_fields")).map(AsanaClient::field).toList(),
        wanted == Wanted.BUGS ? memberships(json.at("memberships")) : List.of(),
        wanted == Wanted.BUGS
            ? json.at("tags").unbroken().map(tag -> tag.at("name").required(Json::text)).toList()
            : List.of());
  }

  /// The hour where there is one: Asana tells the day beside it.
  private static Optional<Due> due(Json json) {
    return json.at("due_at")
        .time()
        .<Due>map(Due.At::new)
        .or(() -> json.at("due_on").text().map(text -> new Due.On(day(json, text))));
  }

  private static LocalDate day(Json json, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException notOne) {
      throw malformed(json.at("due_on") + " is no date");
    }
  }

  private static FailureException malformed(String how) {
    return new FailureException(new Failure.Malformed(how));
  }

  /// The options that were chosen or, of a field without options, what Asana shows of it.
  private static Task.Field field(Json json) {
    List<String> chosen =
        Stream.concat(Stream.of(json.at("enum_value")), items(json.at("multi_enum_values")))
            .filter(option -> !option.isNothing())
            .map(option -> option.at("name").required(Json::text))
            .toList();
    return new Task.Field(
        json.at("gid").text().orElse(""),
        json.at("name").text().orElse(""),
        json.at("resource_subtype").text().filter(OPTIONS::contains).isPresent()
            ? Kind.OPTIONS
            : Kind.FREE,
        chosen.isEmpty() ? json.at("display_value").text().stream().toList() : chosen);
  }

  /// Of a list that Asana may leave out.
  private static Stream<Json> items(Json list) {
    return list.isNothing() ? Stream.empty() : list.unbroken();
  }

  /// A task that a project lists is in one at least.
  private static List<Task.Membership> memberships(Json json) {
    List<Task.Membership> memberships = json.unbroken().map(AsanaClient::membership).toList();
    if (memberships.isEmpty()) {
      throw malformed(json + " is empty, though a project lists the task");
    }
    return memberships;
  }

  private static Task.Membership membership(Json json) {
    Json section = json.at("section");
    return new Task.Membership(
        json.at("project", "gid").required(Json::text),
        section.isNothing() ? "" : section.at("name").required(Json::text));
  }

  /// Rows may move from one page to another while pages are read.
  private static <T> List<T> distinct(Stream<T> rows, Function<T, String> identity) {
    Map<String, T> byIdentity = new LinkedHashMap<>();
    rows.forEach(row -> byIdentity.putIfAbsent(identity.apply(row), row));
    return List.copyOf(byIdentity.values());
  }
}
