// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.json.JsonTree.Members;
import ai.metta.dashboards.change.Kind;
import ai.metta.dashboards.change.Mark;
import java.net.URI;
import java.util.Optional;

/// A document in Datadog, as a list tells of it.
///
/// @param url where people see it
public record Live(String id, String title, URI url, Optional<Mark> mark) {
  static Live of(Kind kind, Members listed, Api api) {
    String id = Api.id(listed);
    return new Live(
        id,
        listed.textAt(kind == Kind.DASHBOARD ? "title" : "name").orElse(""),
        api.page(id),
        Mark.on(kind, listed));
  }
}
