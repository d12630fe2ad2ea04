// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.json.Json;
import ai.metta.collectors.wandb.WandbApi.Question;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Reads lists to their end, which is where the service says so: a page may be empty, because its
/// rows are hidden, and yet lead to another. One that leads nowhere new, or does not end, fails the
/// list.
///
/// @param pause between two pages
record Lists(WandbApi api, Duration pause) {
  private static final int MOST_PAGES = 2_000;

  /// Every item of a list.
  ///
  /// @param where the list stands in the project
  /// @param made what is made of an item, page by page, so that no answer has to be kept
  /// @param untold fields that this server does not know; more are added as it says so
  <T> List<T> all(
      Question question, Function<Json, Json> where, Function<Json, T> made, Set<Field> untold) {
    return new Pages(
            "wandb: "
                + question.document()
                + " of "
                + question.variables().get("entity")
                + "/"
                + question.variables().get("project"),
            MOST_PAGES)
        .all(after -> {
          after.ifPresent(_ -> api.pause(pause));
          Question page = after.map(cursor -> question.with("after", cursor)).orElse(question);
          return page(where.apply(api.project(page, untold)).at("list"), made);
        });
  }

  private static <T> Page<T> page(Json list, Function<Json, T> made) {
    List<T> items = list.at("edges").unbroken().map(edge -> made.apply(edge.at("node"))).toList();
    boolean more = list.at("pageInfo", "hasNextPage").required(Json::flag);
    return new Page<>(
        items,
        more
            ? Optional.of(list.at("pageInfo", "endCursor").required(Json::text))
            : Optional.empty());
  }
}
