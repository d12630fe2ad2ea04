// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.SystemReason;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The file of a dashboard or monitor.
record DocumentFile(Path path, Kind kind) {
  private static final Pattern NO_JSON =
      Pattern.compile("(?s)(.*?)((?::\\d+:\\d+)?) is no JSON: (.*)");

  /// What it says.
  ///
  /// @throws FailureException of the configuration kind, with file, line and column, and what is
  ///   expected, where it is no document of the kind
  Members document() {
    JsonTree json = json();
    if (!(json instanceof Members members)) {
      throw broken(path + ": is " + kindOf(json));
    }
    switch (kind) {
      case DASHBOARD -> {
        requireText(members, "title");
        requireText(members, "layout_type");
        requireWidgets(members, "");
      }
      case MONITOR -> {
        requireText(members, "type");
        requireText(members, "query");
      }
    }
    return members;
  }

  /// Whose mark it carries; empty too where it cannot be read.
  Optional<String> marked() {
    try {
      return JsonText.read(path.toString(), bytes()) instanceof Members members
          ? Mark.on(kind, members).map(Mark::name)
          : Optional.empty();
    } catch (FailureException | ExitException unread) {
      return Optional.empty(); // whoever needs it reads it again, and says why
    }
  }

  /// Whether it may be written over: it, or its folder, may be there to be read only.
  boolean isWritable() {
    return Files.isWritable(path.toAbsolutePath().getParent()) && isOpen(path);
  }

  /// Who may do anything is kept by no permission, but means it all the same.
  static boolean isOpen(Path path) {
    if (!Files.isWritable(path)) {
      return false;
    }
    try {
      Set<PosixFilePermission> all = Files.getPosixFilePermissions(path);
      return all.contains(PosixFilePermission.OWNER_WRITE)
          || all.contains(PosixFilePermission.GROUP_WRITE)
          || all.contains(PosixFilePermission.OTHERS_WRITE);
    } catch (IOException | UnsupportedOperationException unknown) {
      return true; // where there are none, or none to read, writing tells
    }
  }

  private JsonTree json() {
    try {
      return JsonText.read(path.toString(), bytes());
    } catch (FailureException malformed) {
      throw broken(inWords(malformed.failure().message()));
    }
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException unread) {
      throw new ExitException(Exit.USAGE, path + ": cannot be read: " + SystemReason.of(unread));
    }
  }

  /// A reader's message without the names of its parts.
  static String inWords(String message) {
    Matcher said = NO_JSON.matcher(message);
    if (!said.matches()) {
      return message;
    }
    String why = said.group(3);
    String plain =
        why.contains("nesting depth")
            ? "is nested too deeply"
            : why.startsWith("Unexpected end-of-input")
                ? "ends where a bracket or a quote is still open"
                : "is no JSON: "
                    + why.replaceAll(" ?\\((code|for|start)[^()]*(\\([^()]*\\)[^()]*)*\\)", "");
    return said.group(1) + said.group(2) + ": " + plain.lines().findFirst().orElse("");
  }

  private void requireText(Members json, String key) {
    if (json.textAt(key).isEmpty()) {
      throw broken(path + ": has no text \"" + key + "\"");
    }
  }

  private void requireWidgets(Members around, String at) {
    String where = at + "widgets";
    if (!(around.find("widgets").orElse(Null.NULL) instanceof Items(List<JsonTree> all))) {
      throw broken(path + ": has no list \"" + where + "\"");
    }
    for (int i = 0; i < all.size(); i++) {
      String place = where + "[" + i + "].definition";
      if (!(all.get(i).at("definition").orElse(Null.NULL) instanceof Members definition)) {
        throw broken(path + ": has no object \"" + place + "\"");
      }
      if (definition.find("widgets").isPresent()) {
        requireWidgets(definition, place + ".");
      }
    }
  }

  private static String kindOf(JsonTree json) {
    return json instanceof Items ? "a list" : "no object";
  }

  private FailureException broken(String what) {
    String expected =
        switch (kind) {
          case DASHBOARD ->
              "{\"title\": …, \"layout_type\": \"ordered\" or \"free\", \"widgets\": [{\"definition\": {…}}, …]}";
          case MONITOR -> "{\"name\": …, \"type\": …, \"query\": …}";
        };
    return configuration(
        what + "; expected is one " + kind.word() + " as Datadog's API takes it: " + expected);
  }

  static FailureException configuration(String message) {
    return new FailureException(new Failure.Configuration(message));
  }
}
