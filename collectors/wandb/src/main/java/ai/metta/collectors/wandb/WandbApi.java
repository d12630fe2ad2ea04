// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.GraphQlRequest;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks one document at a time. The key goes with each request and to no other address: nothing is
/// redirected.
///
/// @param credential user `api`, and the key
record WandbApi(Http http, URI graphql, Credential credential) {
  private static final Pattern NO_FIELD =
      Pattern.compile("Cannot query field \"(\\w+)\" on type \"(\\w+)\"");

  /// What is asked.
  ///
  /// @param variables texts, whole numbers and lists of texts
  record Question(Document document, Map<String, Object> variables) {
    Question {
      variables = Map.copyOf(variables);
    }

    static Question of(Document document, Project project) {
      return new Question(document, Map.of("entity", project.entity(), "project", project.name()));
    }

    Question with(String name, Object value) {
      Map<String, Object> more = new TreeMap<>(variables);
      more.put(name, value);
      return new Question(document, more);
    }
  }

  /// Who asks.
  ///
  /// @throws FailureException of credentials where nobody does: a wrong key is answered as if there
  ///   were none
  String viewer() {
    Json viewer = ask(new Question(Document.VIEWER, Map.of()), Set.of()).at("viewer");
    if (viewer.isNothing()) {
      throw new FailureException(
          new Failure.Credentials(
              "wandb: the API key is not valid at "
                  + graphql.getAuthority()
                  + " (it answers as to nobody): set WANDB_API_KEY to a key of that server"));
    }
    return viewer.at("username").text().orElse("somebody without a name");
  }

  /// The project that a question is about.
  ///
  /// @param untold fields that this server does not know; more are added as it says so
  /// @throws FailureException of credentials where there is none to be seen
  Json project(Question question, Set<Field> untold) {
    Json project = ask(question, untold).at("project");
    if (project.isNothing()) {
      throw new FailureException(
          new Failure.Credentials(
              "wandb: there is no project "
                  + question.variables().get("entity")
                  + "/"
                  + question.variables().get("project")
                  + ", or the key may not see it: correct WANDB_ENTITY and WANDB_PROJECT, or let"
                  + " its user in"));
    }
    return project;
  }

  /// Waits as between two pages of a list.
  void pause(Duration pause) {
    if (pause.isPositive()) {
      http.await(request("", Map.of()), pause);
    }
  }

  private Json ask(Question question, Set<Field> untold) {
    String what = "POST " + graphql + " " + question.document();
    while (true) {
      Answer answer = send(question, untold);
      if (answer.status() != 200 && answer.status() != 400) {
        throw new FailureException(Refusals.failure(what, answer));
      }
      Json body =
          new JsonReading(what, JsonLimits.STANDARD)
              .bytes(answer.body(), parser -> Json.read(what, parser));
      List<Json> errors = body.at("errors").items();
      if (errors.isEmpty() && answer.status() == 200) {
        return body.at("data");
      }
      if (!leaveOut(question.document(), errors, untold)) {
        throw new FailureException(Refusals.failure(what, answer.status(), body));
      }
    }
  }

  /// Notes what a server does not know.
  ///
  /// @return whether asking without it is another question
  /// @throws UnsupportedException where nothing is left without it
  private static boolean leaveOut(Document document, List<Json> errors, Set<Field> untold) {
    boolean changed = false;
    for (Json error : errors) {
      Matcher unknown = NO_FIELD.matcher(error.at("message").text().orElse(""));
      if (unknown.find()) {
        Optional<Field> field = Field.of(unknown.group(1)).filter(document::asksFor);
        if (field.isEmpty()) {
          throw new UnsupportedException(
              "this server does not know \""
                  + unknown.group(1)
                  + "\" of a "
                  + unknown.group(2)
                  + "; a newer one does");
        }
        changed |= untold.add(field.get());
      }
    }
    return changed;
  }

  private Answer send(Question question, Set<Field> untold) {
    Request request = request(question.document().without(untold), question.variables());
    Answer answer = http.send(request);
    usedUp(answer).ifPresent(wait -> http.holdBack(request, wait));
    return answer;
  }

  /// How long nothing more is taken, where an answer was the last.
  private static Optional<Duration> usedUp(Answer answer) {
    boolean last =
        answer
            .headers()
            .first("RateLimit-Remaining")
            .filter(left -> left.strip().equals("0"))
            .isPresent();
    return answer
        .headers()
        .first("RateLimit-Reset")
        .filter(reset -> last && answer.status() == 200 && reset.strip().matches("\\d{1,9}"))
        .map(reset -> Duration.ofSeconds(Long.parseLong(reset.strip())));
  }

  private Request request(String query, Map<String, ?> variables) {
    return GraphQlRequest.post(graphql, query, variables)
        .repeated(Repeat.PERSISTENT)
        .as(credential);
  }
}
