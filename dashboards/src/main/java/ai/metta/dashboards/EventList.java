// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import java.util.List;
import java.util.stream.Collectors;

/// Events, the newest first: Datadog's list stream.
///
/// @param query which, in the language of the event explorer
/// @param keys the tags that each of them has; a template variable of such a name narrows the list
public record EventList(Head head, String query, List<String> keys) implements Widget.Titled {

  /// Events of a kind under a title.
  ///
  /// @param kind the value of their tag `kind`
  /// @param keys of the tags that each of them has beside it
  public static EventList events(String title, String kind, String... keys) {
    return new EventList(Head.titled(title), "tags:kind:" + kind, List.of(keys));
  }

  @Override
  public EventList under(Head other) {
    return new EventList(other, query, keys);
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
                    .with("query_string", query + narrowing(page))
                    .with("event_size", "l"))
            .with("columns", JsonTree.texts());
    return head.end(head.begin("list_stream").with("requests", JsonTree.list(List.of(request))));
  }

  private String narrowing(Page page) {
    return page.variables().stream()
        .map(Variable::name)
        .filter(name -> name.equals(Variable.ENVIRONMENT.name()) || keys.contains(name))
        .map(name -> " $" + name)
        .collect(Collectors.joining());
  }
}
