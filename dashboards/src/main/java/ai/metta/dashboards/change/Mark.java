// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a push leaves on a document, so that it is found again, and so that an edit made since is
/// seen: a dashboard's last line of description, which lists of dashboards hold too, and a
/// monitor's tags.
///
/// @param name the document's
/// @param pushed what was pushed; empty where somebody edited the mark itself
public record Mark(String name, Optional<Fingerprint> pushed) {
  private static final Pattern LINE =
      Pattern.compile("(?m)(?:\\n\\n)?^Managed by metta · (\\S+)(?: · (\\S*))?[ \\t]*$");
  private static final String NAME_TAG = "metta_monitor:";
  private static final String HASH_TAG = "metta_hash:";

  /// The mark of a dashboard's description.
  public static Optional<Mark> inDescription(String description) {
    Matcher line = LINE.matcher(description);
    Optional<Mark> last = Optional.empty();
    while (line.find()) {
      String hash = Optional.ofNullable(line.group(2)).orElse("");
      last = Optional.of(new Mark(line.group(1), Fingerprint.read(hash)));
    }
    return last;
  }

  /// The mark of a document, where it has one.
  public static Optional<Mark> on(Kind kind, Members json) {
    return switch (kind) {
      case DASHBOARD -> json.textAt("description").flatMap(Mark::inDescription);
      case MONITOR ->
          tagged(json, NAME_TAG)
              .map(name -> new Mark(name, tagged(json, HASH_TAG).flatMap(Fingerprint::read)));
    };
  }

  private static Optional<String> tagged(Members json, String key) {
    return json.itemsAt("tags").stream()
        .flatMap(tag -> tag instanceof Text(String text) ? Stream.of(text) : Stream.empty())
        .filter(text -> text.startsWith(key))
        .map(text -> text.substring(key.length()))
        .findFirst();
  }

  /// Whether a name can stand in a mark.
  public static boolean takes(Kind kind, String name) {
    return switch (kind) {
      case DASHBOARD -> name.matches("[^\\s·/]{1,100}");
      case MONITOR ->
          name.matches("[a-z0-9_./-]{1,100}") && name.equals(name.toLowerCase(Locale.ROOT));
    };
  }

  /// The document with this mark in the place of any other.
  public Members putOn(Kind kind, Members json) {
    Members plain = takenOff(kind, json);
    String hash = pushed.map(Fingerprint::text).orElse("");
    return switch (kind) {
      case DASHBOARD -> {
        String said = plain.textAt("description").orElse("");
        String line = "Managed by metta · " + name + " · " + hash;
        yield plain.with("description", said.isEmpty() ? line : said + "\n\n" + line);
      }
      case MONITOR -> {
        List<JsonTree> tags = new ArrayList<>(plain.itemsAt("tags"));
        tags.add(new Text(NAME_TAG + name));
        tags.add(new Text(HASH_TAG + hash));
        yield plain.with("tags", new Items(tags));
      }
    };
  }

  /// The document without any mark.
  public static Members takenOff(Kind kind, Members json) {
    return switch (kind) {
      case DASHBOARD ->
          json.textAt("description")
              .filter(text -> LINE.matcher(text).find())
              .map(text -> json.with("description", LINE.matcher(text).replaceAll("")))
              .orElse(json);
      case MONITOR -> {
        List<JsonTree> all = json.itemsAt("tags");
        List<JsonTree> left = all.stream().filter(tag -> !isOurs(tag)).toList();
        yield left.size() == all.size() ? json : json.with("tags", new Items(left));
      }
    };
  }

  private static boolean isOurs(JsonTree tag) {
    return tag instanceof Text(String text)
        && (text.startsWith(NAME_TAG) || text.startsWith(HASH_TAG));
  }
}
