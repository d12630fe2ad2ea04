// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.dashboards.change.Overlay.Edit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// What an overlay laid over a document. Another checkout may lack that file: what it would push
/// instead is no change of the code's.
///
/// @param parts by the 4 letters and digits of a part's place, the 3 of what was laid over it
public record Laid(Map<String, String> parts) {
  /// Nothing.
  public static final Laid NONE = new Laid(Map.of());

  static final String ORDER = Fingerprint.key("order");
  private static final String GONE = Fingerprint.content("");
  private static final int KEY = 4;
  private static final int STEP = 7;

  public Laid {
    parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
  }

  /// @param applied the generated one with the overlay over it
  static Laid of(Overlay overlay, Content generated, Content applied) {
    Map<String, String> parts = new LinkedHashMap<>();
    overlay.fields().forEach((field, edit) -> parts.put(Content.fieldKey(field), said(edit.now())));
    Matching matching = Matching.of(applied, generated);
    Set<Integer> gone = new HashSet<>();
    for (Node node : generated.nodes()) {
      Optional<Edit> edit =
          gone.contains(node.parent())
              ? Optional.of(new Edit("", Optional.empty()))
              : Optional.ofNullable(overlay.widgets().get(node.place().text()));
      Optional<Node> now = matching.live(node);
      edit.ifPresent(one -> {
        String said = said(now, one);
        parts.put(Content.widgetKey(node.place()), said);
        now.ifPresent(other -> parts.put(Content.widgetKey(other.place()), said));
      });
      if (edit.filter(one -> one.now().isEmpty()).isPresent()) {
        gone.add(node.index());
      }
    }
    applied.nodes().stream()
        .filter(node -> matching.mine(node).isEmpty())
        .forEach(node ->
            parts.put(Content.widgetKey(node.place()), Fingerprint.content(node.widget().text())));
    if (!overlay.order().isEmpty()) {
      parts.put(ORDER, said(overlay.json().find("order")));
    }
    return new Laid(parts);
  }

  /// One that went from its group may stand in another.
  private static String said(Optional<Node> applied, Edit edit) {
    return edit.now().isPresent()
        ? said(edit.now())
        : Fingerprint.content(
            applied.map(node -> node.place().text() + node.widget().text()).orElse(""));
  }

  private static String said(Optional<? extends JsonTree> now) {
    return Fingerprint.content(now.map(one -> JsonText.compact(one)).orElse(""));
  }

  /// What was laid over some parts, which may be one under several titles.
  Set<String> over(Set<String> keys) {
    Set<String> said = new TreeSet<>();
    keys.stream().filter(parts::containsKey).map(parts::get).forEach(said::add);
    return said;
  }

  /// The parts that were taken away.
  Stream<String> takenAway() {
    return parts.keySet().stream().filter(key -> GONE.equals(parts.get(key)));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    parts.forEach((key, said) -> text.append(key).append(said));
    return text.toString();
  }

  /// Empty where a text is none.
  static Optional<Laid> read(String text) {
    if (!text.matches("[0-9a-z]*") || text.length() % STEP != 0) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (int at = 0; at < text.length(); at += STEP) {
      parts.put(text.substring(at, at + KEY), text.substring(at + KEY, at + STEP));
    }
    return Optional.of(new Laid(parts));
  }
}
