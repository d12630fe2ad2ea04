// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Flag;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Null;
import ai.metta.access.json.JsonTree.Text;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Links between dashboards. In files they read `/dashboard/<slug>`, a name with hyphens, or
/// `/dashboard/<name>`; in Datadog `/dashboard/<id>`. All mean the same.
///
/// @param nameById of each dashboard that is known
public record Links(Map<String, String> nameById) {
  /// No dashboard is known.
  public static final Links NONE = new Links(Map.of());

  private static final Pattern LINK = Pattern.compile("(/dashboard/)([A-Za-z0-9_-]+)");

  /// As Datadog makes them.
  private static final Pattern ID = Pattern.compile("[a-z0-9]{3}-[a-z0-9]{3}-[a-z0-9]{3}");

  public Links {
    nameById = Map.copyOf(nameById);
  }

  /// The same with one more dashboard.
  public Links with(String id, String name) {
    Map<String, String> more = new HashMap<>(nameById);
    more.put(id, name);
    return new Links(more);
  }

  /// With slugs in the place of ids and names that are known.
  public Members byName(Members json) {
    Map<String, String> slugs = new HashMap<>();
    nameById.forEach((id, name) -> {
      slugs.put(id, slug(name));
      slugs.put(name, slug(name));
    });
    return (Members) rewritten(json, text -> replaced(text, slugs));
  }

  /// With ids in the place of names that are known.
  public Members byId(Members json) {
    Map<String, String> ids = idByName();
    return (Members) rewritten(json, text -> replaced(text, ids));
  }

  /// Whether any link has a name whose id is known.
  public boolean areNamedIn(Members json) {
    Map<String, String> ids = idByName();
    AtomicBoolean found = new AtomicBoolean();
    rewritten(
        json,
        text -> {
          if (!replaced(text, ids).equals(text)) {
            found.set(true);
          }
          return text;
        });
    return found.get();
  }

  /// The slugs that links have and that are no known dashboard's.
  public Set<String> unknownIn(Members json) {
    Set<String> unknown = new LinkedHashSet<>(targets(byName(json)));
    unknown.removeIf(target -> ID.matcher(target).matches());
    nameById.values().forEach(name -> unknown.remove(slug(name)));
    return unknown;
  }

  /// The same with ids of dashboards that are gone, each as the one that a document means where it
  /// still led to. They are taken in the order of their first link; where there are more on one
  /// side, none is.
  ///
  /// @param mine the document as it should be
  /// @param alive the ids of all dashboards that there are
  public Links withDead(Members live, Members mine, Set<String> alive) {
    Set<String> there = targets(byName(live));
    List<String> dead =
        there.stream()
            .filter(target -> ID.matcher(target).matches() && !alive.contains(target))
            .toList();
    List<String> meant =
        targets(byName(mine)).stream()
            .filter(target -> !ID.matcher(target).matches() && !there.contains(target))
            .toList();
    Links all = this;
    for (int i = 0; i < dead.size() && dead.size() == meant.size(); i++) {
      all = all.with(dead.get(i), meant.get(i));
    }
    return all;
  }

  private static Set<String> targets(Members json) {
    Set<String> targets = new LinkedHashSet<>();
    rewritten(
        json,
        text -> {
          Matcher link = LINK.matcher(text);
          while (link.find()) {
            targets.add(link.group(2));
          }
          return text;
        });
    return targets;
  }

  private Map<String, String> idByName() {
    Map<String, String> ids = new HashMap<>();
    nameById.forEach((id, name) -> {
      ids.put(name, id);
      ids.put(slug(name), id);
    });
    return ids;
  }

  private static String slug(String name) {
    return name.replace('_', '-');
  }

  private static String replaced(String text, Map<String, String> by) {
    if (!text.contains("/dashboard/")) {
      return text;
    }
    return LINK.matcher(text)
        .replaceAll(link ->
            Matcher.quoteReplacement(
                link.group(1) + Optional.ofNullable(by.get(link.group(2))).orElse(link.group(2))));
  }

  private static JsonTree rewritten(JsonTree tree, UnaryOperator<String> rule) {
    return switch (tree) {
      case Members(Map<String, JsonTree> byKey) -> {
        Map<String, JsonTree> members = new LinkedHashMap<>();
        byKey.forEach((key, value) -> members.put(key, rewritten(value, rule)));
        yield new Members(members);
      }
      case Items items ->
          new Items(items.all().stream().map(item -> rewritten(item, rule)).toList());
      case Text(String value) -> new Text(rule.apply(value));
      case Digits _, Flag _, Null _ -> tree;
    };
  }
}
