// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Body;
import ai.metta.sandbox.skypilot.Question.Outcome;
import ai.metta.sandbox.skypilot.fleet.Person;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// A request with its result, as `/api/get` and `/api/status` tell it. Value and error are JSON
/// within a JSON string; the value is written through, however long it is.
final class Envelope {
  private static final String NOTHING = "null";
  private static final int FIRST_PID = 20_000;

  private final Ticket ticket;
  private final ServerVersion version;

  Envelope(Ticket ticket, ServerVersion version) {
    this.ticket = ticket;
    this.version = version;
  }

  /// Writes the envelope of work that ended with a value.
  void writeValue(Question.Result value, OutputStream out) {
    try (JsonGenerator json = JsonText.onto(out)) {
      json.writeStartObject();
      writeRequest(json, StatusQuestion.EMPTY_PICKLE, StatusQuestion.EMPTY_PICKLE, "SUCCEEDED");
      json.writeName("return_value");
      json.writeRawValue("\"");
      json.flush();
      InnerJson inner = new InnerJson(out);
      value.write(inner);
      inner.finish();
      json.writeRaw('"');
      json.writeStringProperty("error", NOTHING);
      writeRest(json, Optional.empty(), Optional.of(finishedAt()));
      json.writeEndObject();
    }
  }

  /// The answer to work that ended with an exception: the envelope under `detail`.
  Body failure(Outcome.Raised raised) {
    return json -> {
      json.writeStartObject();
      json.writeName("detail");
      json.writeStartObject();
      writeRequest(json, StatusQuestion.EMPTY_PICKLE, StatusQuestion.EMPTY_PICKLE, "FAILED");
      json.writeStringProperty("return_value", NOTHING);
      json.writeStringProperty("error", error(raised));
      writeRest(json, Optional.empty(), Optional.of(finishedAt()));
      json.writeEndObject();
      json.writeEndObject();
    };
  }

  /// Writes the envelope without a result, readable, as it stands now.
  void writeState(JsonGenerator json) {
    boolean done = ticket.remainingNanos() <= 0;
    String status = "PENDING";
    if (done) {
      status = ticket.outcome() instanceof Outcome.Value ? "SUCCEEDED" : "FAILED";
    }
    json.writeStartObject();
    writeRequest(json, ticket.work().entrypoint(), ticket.body(), status);
    json.writeStringProperty("return_value", NOTHING);
    json.writeStringProperty("error", NOTHING);
    Optional<Instant> finished = done ? Optional.of(finishedAt()) : Optional.empty();
    writeRest(json, ticket.caller().name(), finished);
    json.writeEndObject();
  }

  private void writeRequest(JsonGenerator json, String entrypoint, String body, String status) {
    json.writeStringProperty("request_id", ticket.id());
    json.writeStringProperty("name", ticket.work().wireName());
    json.writeStringProperty("entrypoint", entrypoint);
    json.writeStringProperty("request_body", body);
    json.writeStringProperty("status", status);
    json.writeName("created_at");
    JsonText.writeSeconds(json, ticket.askedAt().toEpochMilli());
    json.writeStringProperty("user_id", ticket.caller().id());
  }

  private void writeRest(
      JsonGenerator json, Optional<String> userName, Optional<Instant> finishedAt) {
    if (finishedAt.isPresent()) {
      json.writeNumberProperty("pid", FIRST_PID + ticket.id().charAt(0));
    } else {
      json.writeNullProperty("pid");
    }
    json.writeStringProperty("schedule_type", "short");
    writeText(json, "user_name", userName);
    writeText(json, "cluster_name", controllerName());
    json.writeNullProperty("status_msg");
    json.writeBooleanProperty("should_retry", false);
    json.writeName("finished_at");
    if (finishedAt.isPresent()) {
      JsonText.writeSeconds(json, finishedAt.get().toEpochMilli());
    } else {
      json.writeNull();
    }
    if (version.isAtLeast(ServerVersion.V52)) {
      json.writeNullProperty("file_mounts_blob_id");
    }
  }

  private Optional<String> controllerName() {
    return ticket.work().needsController()
        ? Optional.of("sky-jobs-controller-" + Person.SERVER.hash())
        : Optional.empty();
  }

  private Instant finishedAt() {
    return ticket.askedAt().plus(ticket.latency());
  }

  private static String error(Outcome.Raised raised) {
    return JsonText.of(json -> {
      json.writeStartObject();
      json.writeStringProperty("object", StatusQuestion.EMPTY_PICKLE);
      json.writeStringProperty("type", raised.type());
      json.writeStringProperty("message", raised.message());
      json.writeEndObject();
    });
  }

  private static void writeText(JsonGenerator json, String name, Optional<String> text) {
    json.writeName(name);
    if (text.isPresent()) {
      json.writeString(text.get());
    } else {
      json.writeNull();
    }
  }
}
