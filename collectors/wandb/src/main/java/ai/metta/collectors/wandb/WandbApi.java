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
import java.util.EnumSet;
import java.util.HashSet;
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
  /// @param without fields of the document that are not asked for
  record Question(Document document, Map<String, Object> variables, Set<Field> without) {
    Question {
      variables = Map.copyOf(variables);
      without = Set.copyOf(without);
    }

    static Question of(Document document, Project project) {
      return new Question(
          document, Map.of("entity", project.entity(), "project", project.name()), Set.of());
    }

    Question with(String name, Object value) {
      Map<String, Object> more = new TreeMap<>(variables);
      more.put(name, value);
      return new Question(document, more, without);
    }

    Question without(Set<Field> more) {
      Set<Field> both = new HashSet<>(without);
      both.addAll(more);
      return new Question(document, variables, both);
    }
  }

  /// What came of a question.
  ///
  /// @param question the one that was answered, without the fields that this server does not know
  record Answered(Question question, Json data) {}

  /// Who asks.
  ///
  /// @throws FailureException of credentials where nobody does: a wrong key is answered as if there
  ///   were none
  String viewer() {
    Json viewer = ask(new Question(Document.VIEWER, Map.of(), Set.of())).data().at("viewer");
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
  /// @throws FailureException of credentials where there is none to be seen
  Answered project(Question question) {
    Answered answered = ask(question);
    Json project = answered.data().at("project");
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
    return new Answered(answered.question(), project);
  }

  /// Waits as between two pages of a list.
  void pause(Duration pause) {
    if (pause.isPositive()) {
      http.await(request("", Map.of()), pause);
    }
  }

  private Answered ask(Question question) {
    String what = "POST " + graphql + " " + question.document();
    Answer answer = send(question);
    if (answer.status() != 200 && answer.status() != 400) {
      throw new FailureException(Refusals.failure(what, answer));
    }
    Json body =
        new JsonReading(what, JsonLimits.STANDARD)
            .bytes(answer.body(), parser -> Json.read(what, parser));
    List<Json> errors = body.at("errors").items();
    if (errors.isEmpty() && answer.status() == 200) {
      return new Answered(question, body.at("data"));
    }
    Question less = question.without(unknown(question.document(), errors));
    if (less.equals(question)) {
      throw new FailureException(Refusals.failure(what, answer.status(), body));
    }
    return ask(less);
  }

  /// Fields that a server says it does not know.
  ///
  /// @throws UnsupportedException where nothing is left without one of them
  private static Set<Field> unknown(Document document, List<Json> errors) {
    Set<Field> fields = EnumSet.noneOf(Field.class);
    for (Json error : errors) {
      Matcher unknown = NO_FIELD.matcher(error.at("message").text().orElse(""));
      if (unknown.find()) {
        Optional<Field> field = Field.of(unknown.group(1)).filter(document::asksFor);
        fields.add(
            field.orElseThrow(() ->
                new UnsupportedException(
                    "this server does not know \""
                        + unknown.group(1)
                        + "\" of a "
                        + unknown.group(2)
                        + "; a newer one does")));
      }
    }
    return fields;
  }

  private Answer send(Question question) {
    Request request =
        request(question.document().without(question.without()), question.variables());
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
