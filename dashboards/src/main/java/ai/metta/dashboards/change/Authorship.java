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

/// Who changed what since a push: what still is as it was pushed, the other side changed. What
/// overlays lay over a part is compared three ways too: where what was pushed is what this checkout
/// last knew, an overlay here changed it; where this checkout's is, an overlay elsewhere.
///
/// @param pushed what both sides are held against; empty where it is not known
/// @param last what the last push left behind, where that is not what both are held against
/// @param agreed what this checkout knew to be laid over what is live
record Authorship(
    Content live,
    Content mine,
    Fingerprint liveNow,
    Fingerprint mineNow,
    Matching matching,
    Optional<Fingerprint> pushed,
    Optional<Fingerprint> last,
    Laid agreed) {

  Editor ofField(String field, Optional<JsonTree> before, Optional<JsonTree> after) {
    String key = Content.fieldKey(field);
    return known(
        Set.of(key), base -> editor(isAsPushed(base, key, before), isAsPushed(base, key, after)));
  }

  private Editor known(Set<String> keys, Function<Fingerprint, Editor> rule) {
    Editor editor = told(keys, rule);
    boolean isAsLastPushed = last.filter(one -> one.saysTheSameOf(keys, liveNow)).isPresent();
    return editor == Editor.UI && isAsLastPushed ? Editor.ELSEWHERE : editor;
  }

  private Editor told(Set<String> keys, Function<Fingerprint, Editor> rule) {
    if (pushed.isEmpty()) {
      return isOverlaidAsAgreed(keys) ? Editor.UNKNOWN : Editor.BOTH;
    }
    Fingerprint base = pushed.get();
    if (mineNow.whole().equals(base.whole())) {
      return Editor.UI;
    }
    Set<String> there = base.laid().over(keys);
    if (!there.equals(mine.laid().over(keys)) && !there.equals(agreed.over(keys))) {
      return isOverlaidAsAgreed(keys) ? Editor.OVERLAY : Editor.BOTH;
    }
    return liveNow.whole().equals(base.whole()) ? Editor.CODE : rule.apply(base);
  }

  /// Whether an overlay here says of some parts what this checkout knew to be live.
  private boolean isOverlaidAsAgreed(Set<String> keys) {
    return mine.laid().over(keys).equals(agreed.over(keys));
  }

  private static boolean isAsPushed(Fingerprint base, String key, Optional<JsonTree> value) {
    return value.map(one -> base.has(key, JsonText.compact(one))).orElse(!base.has(key));
  }

  /// Who changed a widget, or put it there, or took it away.
  Editor of(Optional<Node> before, Optional<Node> after) {
    Set<String> keys = new HashSet<>();
    before.ifPresent(node -> keys.addAll(keys(node, matching.mine(live.parent(node)))));
    after.ifPresent(node -> keys.addAll(keys(node, matching.live(mine.parent(node)))));
    Editor editor = known(keys, base -> of(base, keys, before, after));
    return editor == Editor.CODE && before.isEmpty() && mayBeTakenAway() ? Editor.BOTH : editor;
  }

  /// What an overlay elsewhere took away may have another title here.
  private boolean mayBeTakenAway() {
    return pushed.stream()
        .flatMap(base -> base.laid().takenAway())
        .filter(key -> !liveNow.has(key) && !mineNow.has(key))
        .anyMatch(key -> known(Set.of(key), _ -> Editor.CODE) != Editor.CODE);
  }

  private Editor of(
      Fingerprint base, Set<String> keys, Optional<Node> before, Optional<Node> after) {
    boolean wasThere = keys.stream().anyMatch(base::has);
    boolean liveAsPushed = before.map(node -> has(base, keys, node)).orElse(!wasThere);
    boolean mineAsPushed = after.map(node -> has(base, keys, node)).orElse(!wasThere);
    // What one side took away, the other may have given another title.
    boolean doubtful = (before.isEmpty() || after.isEmpty()) && !wasThere && isAnyMissing(base);
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
