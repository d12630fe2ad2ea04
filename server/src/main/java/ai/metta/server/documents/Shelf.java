// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The documents of a kind, as trees of JSON. A document's times are whole milliseconds, as the
/// store keeps them, so that an answer says the same later.
record Shelf(String kind, Documents documents, InstantSource clock) {

  /// A document's tree, of what was sent and what is known of it.
  interface Form {
    Map<String, @Nullable Object> whole(String id, Instant created, Instant modified);
  }

  boolean has(String id) {
    return documents.find(kind, id).isPresent();
  }

  /// @throws Refusal with status 404 and a message where there is none
  Document found(String id, String message) {
    return documents.find(kind, id).orElseThrow(() -> new Refusal(404, message));
  }

  /// All, oldest first.
  List<Map<?, ?>> all() {
    return documents.list(kind).stream().<Map<?, ?>>map(Shelf::tree).toList();
  }

  Map<?, ?> add(String id, Form form) {
    Instant now = now();
    return keep(id, now, now, form);
  }

  Map<?, ?> replace(Document before, Form form) {
    return keep(before.id(), before.created(), now(), form);
  }

  void remove(Document document) {
    documents.remove(kind, document.id());
  }

  static Map<?, ?> tree(Document document) {
    return Fields.of(Tree.read(document.body().getBytes(StandardCharsets.UTF_8))).members();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private Map<?, ?> keep(String id, Instant created, Instant modified, Form form) {
    String body = Tree.text(form.whole(id, created, modified));
    Document document = new Document(id, created, modified, body);
    documents.put(kind, document);
    return tree(document);
  }
}
