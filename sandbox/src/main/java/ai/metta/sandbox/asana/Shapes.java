// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.asana;

import ai.metta.sandbox.asana.board.Board;
import ai.metta.sandbox.asana.board.BoardProject;
import ai.metta.sandbox.asana.board.BoardProject.Phase;
import ai.metta.sandbox.asana.board.BoardTask;
import ai.metta.sandbox.json.JsonTree;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Things as Asana writes them: of each, its gid and the fields that were asked for or, where none
/// were, a short form.
final class Shapes {
  private static final String PRIORITY_FIELD = "1206000000000001";
  private static final String AREA_FIELD = "1206000000000002";
  private static final List<String> SHORT = List.of("resource_type", "name", "resource_subtype");
  private static final Map<String, String> COLOURS =
      Map.of("on_track", "green", "at_risk", "yellow", "off_track", "red", "on_hold", "blue");

  private Shapes() {}

  static Map<String, Object> me(Board board, List<String> fields) {
    return shown(
        JsonTree.of(
            "gid",
            "1207000000000001",
            "resource_type",
            "user",
            "name",
            "Reporting",
            "workspaces",
            List.of(named("workspace", board.workspace(), board.name()))),
        fields);
  }

  /// @param silent whether it says that there is an update, and not what is in it
  static Map<String, Object> project(BoardProject project, List<String> fields, boolean silent) {
    Object update =
        project
            .status()
            .<Object>map(word ->
                silent
                    ? JsonTree.of("gid", "1208" + project.gid().substring(4), "title", "Weekly")
                    : JsonTree.of(
                        "gid",
                        "1208" + project.gid().substring(4),
                        "title",
                        "Weekly",
                        "status_type",
                        word))
            .orElse(Optional.empty());
    Object colour =
        project
            .status()
            .filter(_ -> !silent)
            .<Object>map(word ->
                JsonTree.of(
                    "gid",
                    "1209" + project.gid().substring(4),
                    "color",
                    Optional.ofNullable(COLOURS.get(word)).orElse("complete")))
            .orElse(Optional.empty());
    return shown(
        JsonTree.of(
            "gid",
            project.gid(),
            "resource_type",
            "project",
            "name",
            project.name(),
            "completed",
            project.phase() == Phase.COMPLETED,
            "archived",
            project.phase() == Phase.ARCHIVED,
            "current_status_update",
            update,
            "current_status",
            colour),
        fields);
  }

  static Map<String, Object> update(String word, List<String> fields) {
    return shown(
        JsonTree.of(
            "gid",
            "1208000000000009",
            "resource_type",
            "status_update",
            "title",
            "Weekly",
            "status_type",
            word),
        fields);
  }

  static Map<String, Object> task(Board board, BoardTask task, Instant now, List<String> fields) {
    boolean done = task.isDoneAt(now);
    return shown(
        JsonTree.of(
            "gid",
            task.gid(),
            "resource_type",
            "task",
            "name",
            task.name(),
            "resource_subtype",
            task.subtype(),
            "completed",
            done,
            "completed_at",
            done ? task.completed().map(Shapes::time) : Optional.empty(),
            "created_at",
            time(task.created()),
            "due_on",
            task.dueOn().map(Object::toString),
            "due_at",
            task.dueAt().map(Shapes::time),
            "custom_fields",
            customFields(board, task),
            "memberships",
            memberships(board, task),
            "tags",
            task.tags().stream().map(tag -> named("tag", "1210000000000001", tag)).toList()),
        fields);
  }

  /// With milliseconds, as Asana writes them.
  private static String time(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString().replace("Z", ".000Z");
  }

  /// A project has fields, and its tasks have them all.
  private static List<Object> customFields(Board board, BoardTask task) {
    List<Object> fields = new ArrayList<>();
    boolean prioritised =
        board.projects().stream()
            .anyMatch(project -> project.hasPriority() && task.isIn(project.gid()));
    if (prioritised) {
      fields.add(chosen(PRIORITY_FIELD, "Priority", task.priority()));
    }
    if (task.isIn(board.bugs())) {
      fields.add(chosen(AREA_FIELD, "Area", task.area()));
    }
    return fields;
  }

  private static Map<String, Object> chosen(String gid, String name, Optional<String> value) {
    return JsonTree.of(
        "gid",
        gid,
        "resource_type",
        "custom_field",
        "resource_subtype",
        "enum",
        "name",
        name,
        "enum_value",
        value.<Object>map(word -> named("enum_option", gid + "9", word)).orElse(Optional.empty()),
        "display_value",
        value);
  }

  private static List<Object> memberships(Board board, BoardTask task) {
    return task.places().stream()
        .<Object>map(place ->
            JsonTree.of(
                "project",
                named(
                    "project",
                    place.project(),
                    board.project(place.project()).map(BoardProject::name).orElse("")),
                "section",
                named("section", "1211000000000001", place.section())))
        .toList();
  }

  private static Map<String, Object> named(String type, String gid, String name) {
    return JsonTree.of("gid", gid, "resource_type", type, "name", name);
  }

  /// The gid, and what was asked for: a whole object by its key alone, or a part of it by a path.
  private static Map<String, Object> shown(Map<String, Object> whole, List<String> fields) {
    Map<String, Object> shown = new LinkedHashMap<>();
    whole.forEach((key, value) -> {
      if (key.equals("gid") || (fields.isEmpty() && SHORT.contains(key)) || fields.contains(key)) {
        shown.put(key, value);
        return;
      }
      List<String> below =
          fields.stream()
              .filter(field -> field.startsWith(key + "."))
              .map(field -> field.substring(key.length() + 1))
              .toList();
      if (!below.isEmpty()) {
        shown.put(key, part(value, below));
      }
    });
    return shown;
  }

  private static Object part(Object value, List<String> below) {
    return switch (value) {
      case Map<?, ?> object -> {
        Map<String, Object> members = new LinkedHashMap<>();
        object.forEach((key, member) -> members.put(key.toString(), member));
        yield shown(members, below);
      }
      case List<?> items -> items.stream().map(item -> part(item, below)).toList();
      default -> value;
    };
  }
}
