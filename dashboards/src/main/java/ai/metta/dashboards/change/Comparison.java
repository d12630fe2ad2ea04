// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The live document beside the one that should be, and what was pushed last between them.
public final class Comparison {
  private final Content live;
  private final Content mine;
  private final Matching matching;
  private final Map<String, Editor> fields = new LinkedHashMap<>();
  private final List<Told> told = new ArrayList<>();
  private final List<Pair> pairs = new ArrayList<>();
  private final Editor order;

  private Comparison(Content live, Content mine, Base base) {
    this.live = live;
    this.mine = mine;
    this.matching = Matching.of(live, mine);
    Authorship authorship =
        new Authorship(
            live,
            mine,
            live.fingerprint(),
            mine.fingerprint(),
            matching,
            base.pushed(),
            base.last(),
            base.agreed());
    this.order = authorship.ofOrder();
    compareFields(authorship);
    compareWidgets(authorship);
  }

  /// What two documents are held against.
  ///
  /// @param pushed what both once said, as far as whoever changed one of them knew; empty where
  ///   that is not known
  /// @param last what the last push left, where that may be another's; else empty
  /// @param agreed what this checkout knows of that was laid over what is live
  public record Base(Optional<Fingerprint> pushed, Optional<Fingerprint> last, Laid agreed) {}

  /// Compares the two.
  public static Comparison of(Content live, Content mine, Base base) {
    return new Comparison(live, mine, base);
  }

  /// Compares the two.
  ///
  /// @param pushed what the last push left; empty where it is not known
  /// @param agreed what this checkout knows of that was laid over what is live
  public static Comparison of(
      Content live, Content mine, Optional<Fingerprint> pushed, Laid agreed) {
    return of(live, mine, new Base(pushed, Optional.empty(), agreed));
  }

  /// All that a push would do, the document's own fields first.
  public List<Told> told() {
    return List.copyOf(told);
  }

  /// What was done in Datadog since the last push, and a push would undo.
  public List<Told> atRisk() {
    return told.stream().filter(one -> one.by().mayBeLost()).toList();
  }

  /// What was done both there and here, so that one of both would be lost.
  public List<Told> conflicts() {
    return told.stream().filter(one -> one.by() == Editor.BOTH).toList();
  }

  public boolean isEmpty() {
    return told.isEmpty();
  }

  Content live() {
    return live;
  }

  Content mine() {
    return mine;
  }

  Matching matching() {
    return matching;
  }

  List<Pair> pairs() {
    return pairs;
  }

  Editor order() {
    return order;
  }

  /// Who changed a field that is not the same.
  Map<String, Editor> fields() {
    return fields;
  }

  private void compareFields(Authorship authorship) {
    Set<String> keys = new TreeSet<>(live.fields().keySet());
    keys.addAll(mine.fields().keySet());
    for (String key : keys) {
      Optional<JsonTree> before = Optional.ofNullable(live.fields().get(key));
      Optional<JsonTree> after = Optional.ofNullable(mine.fields().get(key));
      if (!before.equals(after)) {
        Editor by = authorship.ofField(key, before, after);
        fields.put(key, by);
        FieldEdits.between(Place.WHOLE, key, before, after)
            .forEach(change -> told.add(new Told(change, by)));
      }
    }
  }

  private void compareWidgets(Authorship authorship) {
    WidgetChanges changes = new WidgetChanges(live, mine, matching);
    for (Node node : mine.nodes()) {
      Optional<Node> before = matching.live(node);
      before.ifPresentOrElse(
          other -> compare(authorship, changes, other, node),
          () ->
              add(
                  authorship,
                  Optional.empty(),
                  Optional.of(node),
                  new Change.Added(node.place(), node.widget().type())));
    }
    live.nodes().stream()
        .filter(node -> matching.mine(node).isEmpty())
        .forEach(node ->
            add(
                authorship,
                Optional.of(node),
                Optional.empty(),
                new Change.Removed(node.place(), node.widget().type())));
  }

  private void compare(Authorship authorship, WidgetChanges changes, Node before, Node after) {
    List<Change> found = changes.between(before, after);
    Editor by =
        found.isEmpty() ? Editor.CODE : authorship.of(Optional.of(before), Optional.of(after));
    Optional<Change> moved = changes.regrouped(before, after);
    Editor movedBy =
        moved.isEmpty()
            ? Editor.CODE
            : met(
                authorship,
                authorship.ofGroup(before, after),
                Optional.of(before),
                Optional.of(after));
    moved.ifPresent(change -> told.add(new Told(change, movedBy)));
    changes.reordered(before, after).ifPresent(change -> told.add(new Told(change, order)));
    found.forEach(change -> told.add(new Told(change, by)));
    pairs.add(new Pair(Optional.of(before), Optional.of(after), found, by, movedBy));
  }

  private void add(
      Authorship authorship, Optional<Node> before, Optional<Node> after, Change change) {
    Editor by = met(authorship, authorship.of(before, after), before, after);
    pairs.add(new Pair(before, after, List.of(change), by, by));
    told.add(new Told(change, by));
  }

  /// What one side put into a group that the other took away stands nowhere: both are meant.
  private Editor met(
      Authorship authorship, Editor by, Optional<Node> before, Optional<Node> after) {
    Optional<Editor> gone =
        before
            .flatMap(live::parent)
            .filter(group -> matching.mine(group).isEmpty())
            .map(group -> authorship.of(Optional.of(group), Optional.empty()));
    Optional<Editor> added =
        after
            .flatMap(mine::parent)
            .filter(group -> matching.live(group).isEmpty())
            .map(group -> authorship.of(Optional.empty(), Optional.of(group)));
    boolean isMet =
        Stream.concat(gone.stream(), added.stream())
            .anyMatch(other -> other.mayBeLost() != by.mayBeLost());
    return isMet ? Editor.BOTH : by;
  }
}
