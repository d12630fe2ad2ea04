// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
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
import java.util.Set;

/// Queries answered by Datadog's API, or by what speaks it.
///
/// @param applicationKey which reading needs beside the API key
public record RemoteQueries(Http http, Destination destination, Secret applicationKey)
    implements QueryEngine {
  private static final long ANSWER_BYTES = 256L << 20;
  private static final Set<String> KEYS =
      Set.of("series", "expression", "tag_set", "pointlist", "error");

  @Override
  public List<Answered> query(String query, Window window) {
    String path =
        "/api/v1/query?from="
            + window.from().getEpochSecond()
            + "&to="
            + window.until().getEpochSecond()
            + "&query="
            + URLEncoder.encode(query, StandardCharsets.UTF_8);
    Request request =
        Request.get(destination.at(path))
            .as(
                new Credential.Several(
                    List.of(
                        new Credential.Header("DD-API-KEY", destination.apiKey()),
                        new Credential.Header("DD-APPLICATION-KEY", applicationKey))))
            .atMost(ANSWER_BYTES)
            .repeated(Repeat.PERSISTENT);
    Answer answer = http.send(request);
    String what = "GET " + destination.base() + "/api/v1/query";
    requireSuccess(what, answer);
    Json tree =
        new JsonReading(what, ai.metta.access.http.JsonLimits.STANDARD)
            .text(answer.text(), parser -> Json.read(what, parser, KEYS::contains));
    tree.at("error")
        .text()
        .filter(error -> !error.isEmpty())
        .ifPresent(error -> {
          throw new FailureException(new Failure.Configuration(error));
        });
    return tree.at("series").items().stream().map(RemoteQueries::answered).toList();
  }

  private void requireSuccess(String what, Answer answer) {
    int status = answer.status();
    if (status == 200) {
      return;
    }
    String reason = new Reasons(destination.apiKey()).of(answer);
    String said = what + ": " + status + " (" + reason + ")";
    throw new FailureException(
        switch (status) {
          case 400 -> new Failure.Configuration(reason);
          case 401, 403 ->
              new Failure.Credentials(
                  said + "; set DD_API_KEY and DD_APP_KEY to keys of this site");
          case 429 -> new Failure.RateLimit(said, java.util.Optional.empty());
          default -> new Failure.Service(said + "; check DD_URL and DD_SITE", Retry.MAY_HELP);
        });
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
