// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/// Which widget of one document is which of another: by id, else by title and type, also where a
/// title is only spelt in another case, groups by what is in them too, else by place. Groups are
/// found before what is in them. Each has one counterpart at most.
final class Matching {
  private final Content live;
  private final Content mine;
  private final Map<Integer, Integer> mineByLive = new HashMap<>();
  private final Map<Integer, Integer> liveByMine = new HashMap<>();

  private Matching(Content live, Content mine) {
    this.live = live;
    this.mine = mine;
  }

  static Matching of(Content live, Content mine) {
    Matching matching = new Matching(live, mine);
    matching.pair(_ -> true, node -> node.widget().id().map(id -> id + node.widget().isGroup()));
    matching.match(node -> node.widget().isGroup());
    matching.match(node -> !node.widget().isGroup());
    return matching;
  }

  Optional<Node> mine(Node ofLive) {
    return Optional.ofNullable(mineByLive.get(ofLive.index())).map(mine.nodes()::get);
  }

  Optional<Node> live(Node ofMine) {
    return Optional.ofNullable(liveByMine.get(ofMine.index())).map(live.nodes()::get);
  }

  Optional<Node> mine(Optional<Node> ofLive) {
    return ofLive.flatMap(this::mine);
  }

  Optional<Node> live(Optional<Node> ofMine) {
    return ofMine.flatMap(this::live);
  }

  /// The index of mine that a live group is; [Node#TOP] at the top; empty where it is none of mine.
  Optional<Integer> mineParent(int ofLive) {
    return ofLive == Node.TOP ? Optional.of(Node.TOP) : Optional.ofNullable(mineByLive.get(ofLive));
  }

  private record Siblings(int parent, String words, Object more) {}

  private void match(Predicate<Node> which) {
    pairSiblings(which, node -> Optional.of(node.widget().text()));
    pairSiblings(which, node -> titled(node).isPresent() ? Optional.of("") : Optional.empty());
    pair(which, node -> Optional.of(node.widget().text()));
    pair(which, Matching::titled);
    pairSiblings(which, node -> folded(node).map(one -> one));
    pair(which, node -> folded(node).map(one -> List.of(node.widget().type(), one)));
    live.nodes().stream().filter(which).forEach(this::pairByContent);
    pairSiblings(which, node -> Optional.of(spot(node)));
    pair(which, this::titledSpot);
    pairSiblings(which, _ -> Optional.of(""));
  }

  /// By type, title, and something more, in the same group.
  private void pairSiblings(Predicate<Node> which, Function<Node, Optional<?>> more) {
    take(
        which,
        node -> mineParent(node.parent()).flatMap(parent -> key(node, parent, more)),
        node -> key(node, node.parent(), more));
  }

  private static Optional<Object> key(Node node, int parent, Function<Node, Optional<?>> more) {
    return more.apply(node)
        .map(one ->
            new Siblings(
                parent,
                node.widget().type()
                    + (one instanceof Spot || one instanceof Folded ? "" : node.widget().title()),
                one));
  }

  private void pair(Predicate<Node> which, Function<Node, Optional<?>> key) {
    take(which, node -> key.apply(node).map(one -> one), node -> key.apply(node).map(one -> one));
  }

  private void take(
      Predicate<Node> which,
      Function<Node, Optional<Object>> liveKey,
      Function<Node, Optional<Object>> mineKey) {
    Map<Object, Deque<Node>> waiting = new LinkedHashMap<>();
    for (Node node : mine.nodes()) {
      if (which.test(node) && !liveByMine.containsKey(node.index())) {
        mineKey
            .apply(node)
            .ifPresent(key -> waiting.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(node));
      }
    }
    for (Node node : live.nodes()) {
      if (which.test(node) && !mineByLive.containsKey(node.index())) {
        Optional<Node> found =
            liveKey
                .apply(node)
                .map(waiting::get)
                .flatMap(nodes -> Optional.ofNullable(nodes.poll()));
        found.ifPresent(other -> put(node, other));
      }
    }
  }

  private void put(Node ofLive, Node ofMine) {
    mineByLive.put(ofLive.index(), ofMine.index());
    liveByMine.put(ofMine.index(), ofLive.index());
  }

  /// A group that was renamed holds most of what it held.
  private void pairByContent(Node group) {
    if (!group.widget().isGroup() || mineByLive.containsKey(group.index())) {
      return;
    }
    List<String> inside = inside(live, group);
    mine.nodes().stream()
        .filter(other -> other.widget().isGroup() && !liveByMine.containsKey(other.index()))
        .filter(other -> {
          List<String> there = inside(mine, other);
          return 2 * shared(inside, there) > Math.max(inside.size(), there.size());
        })
        .max(Comparator.comparingLong(other -> shared(inside, inside(mine, other))))
        .ifPresent(other -> put(group, other));
  }

  private static long shared(List<String> some, List<String> others) {
    return some.stream().filter(others::contains).count();
  }

  private static List<String> inside(Content content, Node group) {
    return content.childrenOf(group.index()).stream()
        .map(node -> titled(node).orElse(node.widget().text()))
        .toList();
  }

  /// A title in whatever case.
  private record Folded(String text) {}

  private static Optional<Folded> folded(Node node) {
    String title = node.widget().title();
    return title.isEmpty()
        ? Optional.empty()
        : Optional.of(new Folded(title.toLowerCase(Locale.ROOT)));
  }

  private static Optional<String> titled(Node node) {
    String title = node.widget().title();
    return title.isEmpty() ? Optional.empty() : Optional.of(node.widget().type() + " " + title);
  }

  /// A place in the grid, else in the order.
  private record Spot(String text) {}

  private static Spot spot(Node node) {
    var layout = node.widget().layout();
    return layout.find("x").isPresent()
        ? new Spot(layout.at("x") + " " + layout.at("y"))
        : new Spot(Integer.toString(node.position()));
  }

  /// One that became another type of widget keeps its title and its place.
  private Optional<List<Object>> titledSpot(Node node) {
    String title = node.widget().title();
    return title.isEmpty() ? Optional.empty() : Optional.of(List.of(title, spot(node)));
  }
}
