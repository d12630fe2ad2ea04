// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import ai.metta.metric.Point;
import ai.metta.metric.QueryEngine;
import ai.metta.metric.Window;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Queries answered by Datadog's API, or by what speaks it.
///
/// @param applicationKey which reading needs beside the API key
public record RemoteQueries(Http http, Destination destination, Secret applicationKey)
    implements QueryEngine {
  private static final Set<String> KEYS =
      Set.of("series", "expression", "tag_set", "pointlist", "error", "status");

  @Override
  public List<Answered> query(String query, Window window) {
    String asked =
        "from="
            + window.from().getEpochSecond()
            + "&to="
            + window.until().getEpochSecond()
            + "&query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    Json tree = new Asking(http, destination, applicationKey).get("/api/v1/query", asked, KEYS);
    tree.at("error")
        .text()
        .filter(error -> !error.isEmpty())
        .ifPresent(error -> {
          throw new FailureException(new Failure.Configuration(error));
        });
    if (tree.at("status").text().filter("error"::equals).isPresent()) {
      throw new FailureException(
          new Failure.Service("the query failed, without a reason", Retry.MAY_HELP));
    }
    // An answer without the list is no answer: taken for nothing, it would make zeros.
    Json series = tree.at("series").required(RemoteQueries::list);
    return series.items().stream().map(RemoteQueries::answered).toList();
  }

  private static Optional<Json> list(Json series) {
    return Optional.of(series).filter(Json::isList);
  }

  private static Answered answered(Json series) {
    List<Point> points = new ArrayList<>();
    for (Json pair : series.at("pointlist").items()) {
      List<Json> both = pair.items();
      if (both.size() == 2 && both.getLast().number().isPresent()) {
        long millis = both.getFirst().required(Json::number).longValue();
        points.add(new Point(Instant.ofEpochMilli(millis), both.getLast().required(Json::number)));
      }
    }
    return new Answered(
        series.at("expression").text().orElse(""),
        series.at("tag_set").present().map(tag -> tag.required(Json::text)).toList(),
        points);
  }
}
