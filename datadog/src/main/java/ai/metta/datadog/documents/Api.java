// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog.documents;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Members;
import ai.metta.access.json.JsonTree.Text;
import ai.metta.access.secret.Secret;
import ai.metta.dashboards.change.Kind;
import ai.metta.datadog.Destination;
import ai.metta.datadog.Reasons;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Datadog's API for one kind of document.
///
/// @param applicationKey which all of it needs beside the API key
public record Api(Kind kind, Http http, Destination destination, Secret applicationKey) {
  private static final String JSON = "application/json";
  private static final int GONE = 404;

  /// The same for another kind.
  Api of(Kind other) {
    return new Api(other, http, destination, applicationKey);
  }

  /// All that there are.
  ///
  /// @throws FailureException where not all of the list can be read
  public List<Live> list() {
    return Listing.of(this).stream().map(listed -> Live.of(kind, listed, this)).toList();
  }

  /// One, whole.
  ///
  /// @throws FailureException where it cannot be read
  public Members get(String id) {
    return object(read(Request.get(destination.at(path(id)))));
  }

  /// Sent once: where the answer is lost, nobody knows whether it was created.
  Members create(Members json) {
    Request request =
        Request.post(destination.at(path()), JSON, JsonText.bytes(json)).repeated(Repeat.NEVER);
    for (int tried = 1; ; tried++) {
      Answer answer = http.send(signed(request));
      boolean refused = answer.status() == 429;
      if (!refused
          || !http.awaitNextTry(request.repeated(Repeat.ON_REFUSAL), answer.head(), tried)) {
        return object(checked(request, answer));
      }
    }
  }

  Members update(String id, Members json) {
    return object(read(Request.put(destination.at(path(id)), JSON, JsonText.bytes(json))));
  }

  /// Takes one away; one that is not there is gone already.
  ///
  /// @throws FailureException where it may still be there
  public void delete(String id) {
    Request request = Request.delete(destination.at(path(id)));
    Answer answer = http.send(signed(request));
    if (answer.status() != GONE) {
      checked(request, answer);
    }
  }

  /// Asks whether Datadog would take a monitor.
  ///
  /// @return why not; empty where it would
  public Optional<String> refusal(Members json) {
    Request request =
        Request.post(destination.at(path() + "/validate"), JSON, JsonText.bytes(json))
            .repeated(Repeat.IDEMPOTENT);
    Answer answer = http.send(signed(request));
    if (answer.status() == 400) {
      return Optional.of(reason(answer));
    }
    checked(request, answer);
    return Optional.empty();
  }

  /// Where people see one.
  public URI page(String id) {
    String host = destination.base().getHost();
    boolean own = host.startsWith("api.");
    String site = own ? host.substring("api.".length()) : host;
    String people = site.chars().filter(sign -> sign == '.').count() == 1 ? "app." + site : site;
    String base = own ? "https://" + people : destination.base().toString();
    return URI.create(base + (kind == Kind.DASHBOARD ? "/dashboard/" : "/monitors/") + id);
  }

  /// The whole answer to a request that may be repeated.
  JsonTree read(Request request) {
    return checked(request, http.send(signed(request)));
  }

  URI at(String query) {
    return destination.at(path() + "?" + query);
  }

  private String path() {
    return "/api/v1/" + kind.word();
  }

  private String path(String id) {
    if (!id.matches("[A-Za-z0-9-]+")) {
      throw new FailureException(
          new Failure.Configuration("\"" + id + "\" is no id of a " + kind.word()));
    }
    return path() + "/" + id;
  }

  static String id(JsonTree json) {
    return switch (json.at("id").orElse(JsonTree.Null.NULL)) {
      case Text(String text) -> text;
      case Digits digits -> digits.text();
      default -> throw malformed("an answer of Datadog's has a document without an id");
    };
  }

  private static Members object(JsonTree answer) {
    if (answer instanceof Members members) {
      return members;
    }
    throw malformed("an answer of Datadog's is no document");
  }

  static FailureException malformed(String message) {
    return new FailureException(new Failure.Malformed(message));
  }

  private Request signed(Request request) {
    return request.as(
        new Credential.Several(
            List.of(
                new Credential.Header("DD-API-KEY", destination.apiKey()),
                new Credential.Header("DD-APPLICATION-KEY", applicationKey))));
  }

  private String reason(Answer answer) {
    return new Reasons(destination.apiKey()).of(answer);
  }

  private JsonTree checked(Request request, Answer answer) {
    int status = answer.status();
    if (status == 200) {
      return JsonText.read(request.identity(), answer.body());
    }
    String said = request.identity() + ": " + status + " (" + reason(answer) + ")";
    throw new FailureException(
        switch (status) {
          case 401, 403 ->
              new Failure.Credentials(
                  said + "; set DD_API_KEY and DD_APP_KEY to keys of this site that may do this");
          case 429 -> new Failure.RateLimit(said, Optional.empty());
          case 400, 404 -> new Failure.Malformed(said);
          default ->
              new Failure.Service(
                  status >= 500 ? said : said + "; check DD_URL and DD_SITE", Retry.MAY_HELP);
        });
  }
}
