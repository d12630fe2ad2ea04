// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.List;

/// Events, the newest first: Datadog's list stream.
///
/// @param query which, in the language of the event explorer
public record EventList(Head head, String query) implements Widget.Titled {

  /// Events of a kind under a title.
  ///
  /// @param kind the value of their tag `kind`
  public static EventList events(String title, String kind) {
    return new EventList(Head.titled(title), "tags:kind:" + kind);
  }

  @Override
  public EventList under(Head other) {
    return new EventList(other, query);
  }

  @Override
  public int height() {
    return 4;
  }

  @Override
  public Members definition(Page page) {
    Members request =
        JsonTree.object()
            .with("response_format", "event_list")
            .with(
                "query",
                JsonTree.object()
                    .with("data_source", "event_stream")
                    .with("query_string", query + " $" + Variable.ENVIRONMENT.name())
                    .with("event_size", "l"))
            .with("columns", JsonTree.texts());
    return head.end(head.begin("list_stream").with("requests", JsonTree.list(List.of(request))));
  }
}
