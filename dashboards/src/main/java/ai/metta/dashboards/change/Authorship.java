// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// Who changed what since a push: what still is as it was pushed, the other side changed.
///
/// @param pushed empty where it is not known
record Authorship(
    Content live,
    Content mine,
    Fingerprint liveNow,
    Fingerprint mineNow,
    Matching matching,
    Optional<Fingerprint> pushed) {

  Editor ofField(String field, Optional<JsonTree> before, Optional<JsonTree> after) {
    String key = Content.fieldKey(field);
    return known(
        Set.of(key), base -> editor(isAsPushed(base, key, before), isAsPushed(base, key, after)));
  }

  /// What an overlay was laid over is not the code's to change where that file is not here.
  private Editor known(Set<String> keys, Function<Fingerprint, Editor> rule) {
    Editor editor = known(rule);
    boolean lacked = editor == Editor.CODE && lacked().anyMatch(keys::contains);
    return lacked ? Editor.OVERLAY : editor;
  }

  /// The parts of the overlay that was pushed, where this checkout has none or another.
  private Stream<String> lacked() {
    return pushed.stream().flatMap(base -> base.laid().lackedBy(mine.laid()).stream());
  }

  /// Who changed anything at all, where only one did; else what a rule says.
  private Editor known(Function<Fingerprint, Editor> rule) {
    if (pushed.isEmpty()) {
      return Editor.UNKNOWN;
    }
    String whole = pushed.get().whole();
    if (liveNow.whole().equals(whole)) {
      return Editor.CODE;
    }
    return mineNow.whole().equals(whole) ? Editor.UI : rule.apply(pushed.get());
  }

  private static boolean isAsPushed(Fingerprint base, String key, Optional<JsonTree> value) {
    return value.map(one -> base.has(key, JsonText.compact(one))).orElse(!base.has(key));
  }

  /// Who changed a widget, or put it there, or took it away.
  Editor of(Optional<Node> before, Optional<Node> after) {
    Set<String> keys = new HashSet<>();
    before.ifPresent(node -> keys.addAll(keys(node, matching.mine(live.parent(node)))));
    after.ifPresent(node -> keys.addAll(keys(node, matching.live(mine.parent(node)))));
    Set<String> meant = new HashSet<>(keys);
    if (before.isEmpty()) {
      // What an overlay took away may have another title here.
      lacked().filter(key -> !liveNow.has(key) && !mineNow.has(key)).forEach(meant::add);
    }
    return known(meant, base -> of(base, keys, before, after));
  }

  private Editor of(
      Fingerprint base, Set<String> keys, Optional<Node> before, Optional<Node> after) {
    boolean wasThere = keys.stream().anyMatch(base::has);
    boolean liveAsPushed = before.map(node -> has(base, keys, node)).orElse(!wasThere);
    boolean mineAsPushed = after.map(node -> has(base, keys, node)).orElse(!wasThere);
    // What one side took away, the other may have given another title.
    boolean doubtful = before.isEmpty() && !wasThere && isAnyMissing(base);
    return doubtful ? Editor.BOTH : editor(liveAsPushed, mineAsPushed);
  }

  /// What it may have been pushed as: under its own title, in its group by either of its titles.
  private static List<String> keys(Node node, Optional<Node> otherGroup) {
    String own = Content.widgetKey(node.place());
    return otherGroup
        .map(group ->
            List.of(own, Content.widgetKey(group.place().in(node.place().titles().getLast()))))
        .orElse(List.of(own));
  }

  private boolean isAnyMissing(Fingerprint base) {
    Set<String> left = new HashSet<>(base.entries().keySet());
    left.removeAll(liveNow.entries().keySet());
    left.removeAll(mineNow.entries().keySet());
    return !left.isEmpty();
  }

  private static boolean has(Fingerprint base, Set<String> keys, Node node) {
    return keys.stream().anyMatch(key -> base.has(key, node.widget().text()));
  }

  /// Who took a widget into another group.
  Editor ofGroup(Node before, Node after) {
    String was = Content.widgetKey(before.place());
    String will = Content.widgetKey(after.place());
    return known(
        new HashSet<>(List.of(was, will)),
        base -> {
          boolean liveAsPushed = base.has(was, before.widget().text());
          boolean mineAsPushed = base.has(will, after.widget().text());
          return liveAsPushed == mineAsPushed
              ? strictEditor(base.has(was), base.has(will))
              : editor(liveAsPushed, mineAsPushed);
        });
  }

  /// Who changed the order of widgets, where it is not the same.
  Editor ofOrder() {
    String key = Laid.ORDER;
    return known(
        Set.of(key),
        base -> strictEditor(base.has(key, live.order()), base.has(key, mine.order())));
  }

  /// Where both look as they were pushed, and are not the same, titles do not tell.
  private static Editor strictEditor(boolean liveAsPushed, boolean mineAsPushed) {
    return liveAsPushed && mineAsPushed ? Editor.BOTH : editor(liveAsPushed, mineAsPushed);
  }

  private static Editor editor(boolean liveAsPushed, boolean mineAsPushed) {
    if (liveAsPushed) {
      return Editor.CODE;
    }
    return mineAsPushed ? Editor.UI : Editor.BOTH;
  }
}
