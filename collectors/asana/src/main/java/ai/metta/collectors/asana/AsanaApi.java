// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// How Asana is asked: one thing, or a list page by page, at a pace that its limits allow.
final class AsanaApi {
  private static final int REQUESTS_AT_ONCE = 8;
  private static final int MOST_PAGES = 1_000;
  private static final String LARGEST_PAGE = "&limit=100";

  private final Http http;
  private final Endpoint base;
  private final Identity identity;
  private final Pace pace;

  AsanaApi(Http http, Endpoint base, Identity identity, Pace pace) {
    this.http = http.atOnce(REQUESTS_AT_ONCE);
    this.base = base;
    this.identity = identity;
    this.pace = pace;
  }

  /// A token that leads to the next page lasts for some minutes only.
  private static final class ExpiredException extends RuntimeException {
    private final transient RuntimeException refusal;

    ExpiredException(RuntimeException refusal) {
      super(refusal);
      this.refusal = refusal;
    }
  }

  /// What stands under `data` of one answer.
  ///
  /// @param path below the base, with a query
  Json one(String path) {
    return asked(path, Optional.empty()).at("data");
  }

  /// All items of a list. One whose pages expire while they are read is read anew, once.
  ///
  /// @param path below the base, with a query, without a limit
  /// @param row what is made of an item; equal for the same item, so that a page that comes twice
  ///   is noticed
  /// @throws ai.metta.metric.FailureException as malformed where pages lead in a circle
  <T> List<T> all(String path, Function<Json, T> row) {
    try {
      return pages(path, row);
    } catch (ExpiredException _) {
      try {
        return pages(path, row);
      } catch (ExpiredException again) {
        throw again.refusal;
      }
    }
  }

  private <T> List<T> pages(String path, Function<Json, T> row) {
    return new Pages("GET " + base.at(path), MOST_PAGES)
        .all(offset -> {
          Json page = asked(path + LARGEST_PAGE, offset);
          return new Page<>(
              page.at("data").unbroken().map(row).toList(), page.at("next_page", "offset").text());
        });
  }

  private Json asked(String path, Optional<String> offset) {
    Request request =
        Request.get(base.at(path + offset.map(text -> "&offset=" + encoded(text)).orElse("")))
            .header("Accept", "application/json")
            .repeated(Repeat.PERSISTENT);
    Answer answer =
        http.admittedBy(pace.admission(wait -> http.await(request, wait)))
            .send(request.as(identity.credential()));
    if (answer.status() != 200) {
      RuntimeException refusal = Refusals.of(request, answer);
      throw answer.status() == 400 && offset.isPresent() ? new ExpiredException(refusal) : refusal;
    }
    return JsonReading.of(request)
        .bytes(answer.body(), parser -> Json.read(request.identity(), parser));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
