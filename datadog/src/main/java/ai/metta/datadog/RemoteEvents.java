// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import ai.metta.access.http.Http;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Reads back events, from Datadog or from whatever speaks its API.
public record RemoteEvents(Http http, Destination destination, Secret applicationKey) {
  private static final Set<String> FIELDS =
      Set.of("events", "date_happened", "title", "text", "tags");

  /// One event.
  ///
  /// @param tags as texts, whatever form they have
  public record Told(Instant at, String title, String text, List<String> tags) {}

  /// The newest events of a window with all of these tags: as many as one answer holds, which is a
  /// thousand.
  ///
  /// @throws ai.metta.metric.FailureException where they cannot be read
  public List<Told> of(Window window, Tags tags) {
    String asked =
        "start="
            + window.from().getEpochSecond()
            + "&end="
            + window.until().getEpochSecond()
            + "&tags="
            + URLEncoder.encode(String.join(",", tags.texts()), StandardCharsets.UTF_8);
    return new Asking(http, destination, applicationKey)
        .get("/api/v1/events", asked, FIELDS).at("events").items().stream()
            .map(RemoteEvents::told)
            .toList();
  }

  private static Told told(Json event) {
    return new Told(
        Instant.ofEpochSecond(event.at("date_happened").required(Json::number).longValue()),
        event.at("title").text().orElse(""),
        event.at("text").text().orElse(""),
        event.at("tags").present().flatMap(tag -> tag.text().stream()).toList());
  }
}
