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
    return known(base -> {
      String key = Content.fieldKey(field);
      return editor(isAsPushed(base, key, before), isAsPushed(base, key, after));
    });
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
    return known(base -> of(base, before, after));
  }

  private Editor of(Fingerprint base, Optional<Node> before, Optional<Node> after) {
    Set<String> keys = new HashSet<>();
    before.ifPresent(node -> keys.addAll(keys(node, matching.mine(live.parent(node)))));
    after.ifPresent(node -> keys.addAll(keys(node, matching.live(mine.parent(node)))));
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
    return known(base -> {
      String was = Content.widgetKey(before.place());
      String will = Content.widgetKey(after.place());
      boolean liveAsPushed = base.has(was, before.widget().text());
      boolean mineAsPushed = base.has(will, after.widget().text());
      return liveAsPushed == mineAsPushed
          ? strictEditor(base.has(was), base.has(will))
          : editor(liveAsPushed, mineAsPushed);
    });
  }

  /// Who changed the order of widgets, where it is not the same.
  Editor ofOrder() {
    String key = Fingerprint.key("order");
    return known(base -> strictEditor(base.has(key, live.order()), base.has(key, mine.order())));
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
