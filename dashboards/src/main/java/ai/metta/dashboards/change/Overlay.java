// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Items;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What people changed by hand about a generated document, kept beside it, by the titles of
/// widgets.
///
/// @param name of the document, for messages
/// @param fields by their keys at the top
/// @param widgets by their places: `Jobs › Queue wait`
/// @param added widgets that are generated nowhere
/// @param order the titles of siblings by the place of their group; empty text for the top
/// @param agreed what was live when this checkout last knew all of it: what the overlay says else
///   since then is this checkout's own, and what is laid over what is live else is another's
public record Overlay(
    String name,
    Map<String, Edit> fields,
    Map<String, Edit> widgets,
    List<Addition> added,
    Map<String, List<String>> order,
    Optional<Fingerprint> agreed) {

  /// Another value for a part.
  ///
  /// @param was a hash of what it replaced; where that is generated in another way now, the edit
  ///   does not fit any more
  /// @param now empty where the part goes; of a widget, the members that have another value
  record Edit(String was, Optional<JsonTree> now) {}

  /// One more widget.
  ///
  /// @param in the place of its group; empty text for the top
  /// @param at its position among its siblings
  record Addition(String in, int at, Members widget) {}

  /// Changes nothing.
  public static Overlay none(String name) {
    return new Overlay(name, Map.of(), Map.of(), List.of(), Map.of(), Optional.empty());
  }

  public Overlay {
    fields = new LinkedHashMap<>(fields);
    widgets = new LinkedHashMap<>(widgets);
    added = List.copyOf(added);
    order = new LinkedHashMap<>(order);
  }

  /// The same, with what is live.
  public Overlay agreedOn(Optional<Fingerprint> live) {
    return new Overlay(name, fields, widgets, added, order, live.map(Fingerprint::brief));
  }

  /// Whether it changes nothing.
  public boolean isEmpty() {
    return fields.isEmpty() && widgets.isEmpty() && added.isEmpty() && order.isEmpty();
  }

  /// What makes one document of another.
  ///
  /// @param wanted as [Merge] comes to it
  /// @throws FailureException where it cannot be told by titles
  public static Overlay between(Kind kind, Document generated, Members wanted) {
    Content before = Content.of(kind, generated.json(), Links.NONE);
    Content after = Content.of(kind, wanted, Links.NONE);
    Overlay overlay = OverlayWriting.between(generated.name(), before, after);
    Content applied = Content.of(kind, overlay.apply(kind, generated).json(), Links.NONE);
    if (!applied.isSameAs(after)) {
      throw new FailureException(
          new Failure.Malformed(
              generated.name()
                  + ": what was edited cannot be told by the titles of widgets; take it over by hand"));
    }
    return overlay;
  }

  /// The document with the edits in it.
  ///
  /// @throws FailureException where an edit does not fit any more, with the widget's title
  public Document apply(Kind kind, Document generated) {
    return isEmpty()
        ? new Document(name, generated.json(), Laid.NONE, agreed)
        : new Drafts(this, kind, generated.json()).applied();
  }

  /// As it is kept in a file.
  public Members json() {
    Members json = Members.NONE;
    json = fields.isEmpty() ? json : json.with("fields", edits(fields));
    json = widgets.isEmpty() ? json : json.with("widgets", edits(widgets));
    if (!added.isEmpty()) {
      json =
          json.with(
              "added",
              new Items(
                  added.stream()
                      .<JsonTree>map(one ->
                          Members.NONE
                              .with("in", one.in())
                              .with("at", one.at())
                              .with("widget", one.widget()))
                      .toList()));
    }
    Members orders = Members.NONE;
    for (Map.Entry<String, List<String>> one : order.entrySet()) {
      orders = orders.with(one.getKey(), JsonTree.texts(one.getValue()));
    }
    json = order.isEmpty() ? json : json.with("order", orders);
    return agreed.isEmpty() ? json : json.with("agreed", agreed.get().text());
  }

  private static Members edits(Map<String, Edit> edits) {
    Members json = Members.NONE;
    for (Map.Entry<String, Edit> one : edits.entrySet()) {
      Edit edit = one.getValue();
      json = json.with(one.getKey(), Members.NONE.with("was", edit.was()).with("now", edit.now()));
    }
    return json;
  }

  /// Reads what [#json] wrote.
  ///
  /// @throws FailureException where it is another document
  public static Overlay read(String name, byte[] bytes) {
    JsonTree json = JsonText.read(name + ".overlay.json", bytes);
    requireForm(name, json);
    List<Addition> added = new ArrayList<>();
    for (JsonTree one : json.itemsAt("added")) {
      added.add(
          new Addition(
              one.textAt("in").orElse(""),
              position(name, one),
              members(one.at("widget")).orElseThrow(() -> malformed(name, "added has no widget"))));
    }
    Map<String, List<String>> order = new LinkedHashMap<>();
    members(json.at("order"))
        .orElse(Members.NONE)
        .byKey()
        .forEach((key, titles) -> order.put(key, texts(titles)));
    return new Overlay(
        name,
        edits(name, json.at("fields")),
        edits(name, json.at("widgets")),
        added,
        order,
        json.textAt("agreed").flatMap(Fingerprint::read));
  }

  /// What is of another form would leave edits out without a word.
  private static void requireForm(String name, JsonTree json) {
    if (!(json instanceof Members whole)) {
      throw malformed(name, "is no object");
    }
    whole
        .byKey()
        .forEach((key, value) -> {
          boolean fits =
              switch (key) {
                case "fields", "widgets", "order" -> value instanceof Members;
                case "added" -> value instanceof Items;
                case "agreed" ->
                    value instanceof Text(String text) && Fingerprint.read(text).isPresent();
                default -> false;
              };
          if (!fits) {
            throw malformed(name, "has \"" + key + "\", which is of another form or unknown");
          }
        });
  }

  private static int position(String name, JsonTree addition) {
    if (addition.at("at").orElse(JsonTree.Null.NULL) instanceof Digits digits
        && digits.text().matches("\\d{1,6}")) {
      return Integer.parseInt(digits.text());
    }
    throw malformed(name, "added is at no position");
  }

  private static Map<String, Edit> edits(String name, Optional<JsonTree> json) {
    Map<String, Edit> edits = new LinkedHashMap<>();
    members(json)
        .orElse(Members.NONE)
        .byKey()
        .forEach((key, edit) ->
            edits.put(
                key,
                new Edit(
                    edit.textAt("was").orElseThrow(() -> malformed(name, key + " has no \"was\"")),
                    edit.at("now"))));
    return edits;
  }

  private static List<String> texts(JsonTree items) {
    return items instanceof Items(List<JsonTree> all)
        ? all.stream().map(one -> one instanceof Text(String text) ? text : "").toList()
        : List.of();
  }

  private static Optional<Members> members(Optional<JsonTree> json) {
    return json.flatMap(one -> one instanceof Members it ? Optional.of(it) : Optional.empty());
  }

  private static FailureException malformed(String name, String what) {
    return new FailureException(new Failure.Malformed(name + ".overlay.json: " + what));
  }
}
