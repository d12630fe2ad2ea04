// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.json.Json;
import ai.metta.collectors.wandb.WandbApi.Answered;
import ai.metta.collectors.wandb.WandbApi.Question;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
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

  /// A list that was read to its end.
  ///
  /// @param untold fields that this server does not know
  record Listed<T>(List<T> items, Set<Field> untold) {}

  /// Every item of a list.
  ///
  /// @param where the list stands in the project
  /// @param made what is made of an item, page by page, so that no answer has to be kept
  <T> Listed<T> all(Question question, Function<Json, Json> where, Function<Json, T> made) {
    String what =
        "wandb: "
            + question.document()
            + " of "
            + question.variables().get("entity")
            + "/"
            + question.variables().get("project");
    Answered first = api.project(question);
    List<T> items =
        new Pages(what, MOST_PAGES)
            .all(after -> {
              Answered answered =
                  after.map(cursor -> next(what, first.question(), cursor)).orElse(first);
              return page(where.apply(answered.data()).at("list"), made);
            });
    return new Listed<>(items, first.question().without());
  }

  /// A further page, which must tell of its items what the first did.
  private Answered next(String what, Question asked, String cursor) {
    api.pause(pause);
    Answered next = api.project(asked.with("after", cursor));
    if (!next.question().without().equals(asked.without())) {
      throw new FailureException(
          new Failure.Service(
              what + ": the server forgot a field while it was read: the next run asks again",
              Retry.MAY_HELP));
    }
    return next;
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
