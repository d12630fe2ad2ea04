// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.Json;
import ai.metta.access.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// As whom we ask.
sealed interface Identity {
  Credential credential();

  /// A personal access token, a service account's, or one that was exchanged elsewhere.
  record Token(Secret token) implements Identity {
    @Override
    public Credential credential() {
      return new Credential.Bearer(token);
    }
  }

  /// An application that exchanges its id and secret for a token, once a run: a token lasts an hour
  /// (`grant_type=client_credentials`).
  final class Application implements Identity {
    private final Http http;
    private final URI exchange;
    private final Secret id;
    private final Secret secret;
    private Optional<Credential> issued = Optional.empty();

    /// @param exchange where tokens are given out
    Application(Http http, URI exchange, Secret id, Secret secret) {
      this.http = http;
      this.exchange = exchange;
      this.id = id;
      this.secret = secret;
    }

    @Override
    public synchronized Credential credential() {
      Credential credential = issued.orElseGet(this::issue);
      issued = Optional.of(credential);
      return credential;
    }

    private Credential issue() {
      String form =
          "grant_type=client_credentials&client_id="
              + encoded(id)
              + "&client_secret="
              + encoded(secret);
      Request request =
          Request.post(
                  exchange,
                  "application/x-www-form-urlencoded",
                  form.getBytes(StandardCharsets.UTF_8))
              .header("Accept", "application/json")
              .repeated(Repeat.PERSISTENT);
      Answer answer = http.send(request);
      if (answer.status() != 200) {
        throw Refusals.ofExchange(request, answer);
      }
      Json json =
          JsonReading.of(request)
              .bytes(answer.body(), parser -> Json.read(request.identity(), parser));
      return new Credential.Bearer(Secret.of(json.at("access_token").required(Json::text)));
    }

    private static String encoded(Secret value) {
      return URLEncoder.encode(value.reveal(), StandardCharsets.UTF_8);
    }
  }
}
