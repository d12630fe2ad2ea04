// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Fetched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Finds the installation that an App comes by: that of the first place that tells of one. A place
/// that does not, for whatever reason, costs the others a moment at most: the first is mostly
/// enough and asked alone, and all others are asked side by side.
record InstallationReader(AppRequests app, Fetch fetch) {

  /// Where an installation is told of.
  ///
  /// @param path of the API
  /// @param owner by whose name it is asked for
  record Place(String path, String owner) {}

  private sealed interface Told {
    record Installed(Installation installation) implements Told {}

    /// The App is refused, and would be everywhere.
    record Stranger(Failure refusal) implements Told {}
  }

  /// @param places one at least, the most wanted first
  /// @throws FailureException where none tells of one
  Installation read(List<Place> places) {
    List<Failure> failures = new ArrayList<>();
    return first(places.subList(0, 1), places.size() == 1 ? app : hurried(), failures)
        .or(() -> first(places.subList(1, places.size()), hurried(), failures))
        .orElseThrow(() -> new FailureException(mostTelling(failures)));
  }

  /// Two times this leave time for the rest, and for an answer.
  private AppRequests hurried() {
    Patience patience = app.patience();
    Duration all = patience.most().multipliedBy(3).dividedBy(4);
    return app.within(all, patience.half()).atOnce(Places.ALL);
  }

  private Optional<Installation> first(
      List<Place> places, AppRequests requests, List<Failure> failures) {
    List<Part<Told>> asked =
        places.stream()
            .map(place -> fetch.part(place.path(), () -> told(place, requests)))
            .toList();
    for (Part<Told> part : asked) {
      switch (part.fetched()) {
        case Fetched.Known<Told>(Told.Installed(Installation installation)) -> {
          return Optional.of(installation);
        }
        case Fetched.Known<Told>(Told.Stranger(Failure refusal)) ->
            throw new FailureException(refusal);
        case Fetched.Failed<Told>(Failure cause) -> failures.add(cause);
        case Fetched.Unsupported<Told>(String reason) ->
            failures.add(new Failure.Configuration(reason));
      }
    }
    return Optional.empty();
  }

  private static Told told(Place place, AppRequests requests) {
    Request request = requests.signed(Request.get(requests.rest().at(place.path())));
    Answer answer = requests.send(request);
    if (AppRequests.isOfKey(answer)) {
      return new Told.Stranger(AppRequests.ofKey(request));
    }
    Json found = AppRequests.read(request, answer, "install it for the owner of the repositories");
    return new Told.Installed(
        new Installation(
            Long.toString(found.at("id").required(Json::whole)),
            found.at("account", "login").text().or(() -> Optional.of(place.owner()))));
  }

  /// As long as one may answer otherwise the next time, nobody knows that there is none; then what
  /// somebody can mend.
  private static Failure mostTelling(List<Failure> failures) {
    Failure telling =
        first(failures, Failure::retriable)
            .or(() -> first(failures, Failure.Credentials.class::isInstance))
            .orElseGet(failures::getFirst);
    return failures.size() == 1 ? telling : beside(telling);
  }

  private static Optional<Failure> first(List<Failure> failures, Predicate<Failure> wanted) {
    return failures.stream().filter(wanted).findFirst();
  }

  private static Failure beside(Failure telling) {
    String message =
        telling.message() + "; no other repository led to an installation of the GitHub App";
    return switch (telling) {
      case Failure.Configuration _ -> new Failure.Configuration(message);
      case Failure.Credentials _ -> new Failure.Credentials(message);
      case Failure.RateLimit limit -> new Failure.RateLimit(message, limit.retryAt());
      case Failure.Service service -> new Failure.Service(message, service.retry());
      case Failure.Malformed _ -> new Failure.Malformed(message);
      case Failure.Bug _ -> new Failure.Bug(message);
    };
  }
}
