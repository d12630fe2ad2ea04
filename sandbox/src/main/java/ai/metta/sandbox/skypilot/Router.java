// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.Fault.Strikes;
import ai.metta.sandbox.skypilot.JsonText.Body;
import ai.metta.sandbox.skypilot.JsonText.Null;
import ai.metta.sandbox.skypilot.Question.Outcome;
import ai.metta.sandbox.skypilot.Reply.Content;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;

/// Answers callers who were let in: what can be read at once, and the results of work.
final class Router {
  private final Backstage backstage;
  private final OrderDesk desk;
  private final Saboteur saboteur;

  Router(Backstage backstage, OrderDesk desk) {
    this.backstage = backstage;
    this.desk = desk;
    this.saboteur = new Saboteur(backstage.closing());
  }

  void route(Reply reply, Caller caller, byte[] body) throws IOException, InterruptedException {
    String path = reply.exchange().getRequestURI().getPath();
    String method = reply.exchange().getRequestMethod();
    String id = backstage.book().nextId();
    reply.identified(id);
    Optional<Work> work = Work.at(path, backstage.version());
    Optional<Reading> reading = Reading.at(path);
    if (work.isPresent() && method.equals("POST")) {
      desk.take(new OrderDesk.Order(id, work.get(), caller, reply), body);
    } else if (reading.isPresent() && method.equals("GET")) {
      read(reading.get(), reply, caller);
    } else if (work.isPresent() || reading.isPresent()) {
      reply
          .header("Allow", work.isPresent() ? "POST" : "GET")
          .json(405, Guard.detail("Method Not Allowed"));
    } else {
      reply.json(404, Guard.detail("Not Found"));
    }
  }

  private void read(Reading reading, Reply reply, Caller caller)
      throws IOException, InterruptedException {
    Directory directory = new Directory(backstage.options());
    switch (reading) {
      case RESULT -> result(reply);
      case STATES -> tell(reading, reply, json -> writeStates(json, reply));
      case HEALTH -> tell(reading, reply, directory.health(caller));
      case USERS -> tell(reading, reply, directory.users());
      case ROLE -> tell(reading, reply, Directory.role(caller));
    }
  }

  private void tell(Reading reading, Reply reply, Body body) throws IOException {
    deliver(
        reading.path(),
        reply,
        out -> {
          try (JsonGenerator json = JsonText.onto(out)) {
            body.write(json);
          }
        });
  }

  private void deliver(String path, Reply reply, Content content) throws IOException {
    Optional<Fault> fault = backstage.faults().at(path, Strikes.BODY);
    if (fault.isPresent()) {
      saboteur.deliver(fault.get(), reply, content);
    } else {
      reply.deliver(content);
    }
  }

  private void result(Reply reply) throws IOException, InterruptedException {
    Optional<String> id = parameter(reply, "request_id");
    if (id.isEmpty()) {
      reply.json(
          422,
          Arguments.detail(
              List.of(
                  new Arguments.Problem(
                      "missing", List.of("query", "request_id"), "Field required", Null.NULL))));
      return;
    }
    Optional<Ticket> ticket = backstage.book().find(id.get());
    if (ticket.isEmpty()) {
      reply.json(404, Guard.detail("Request '" + id.get() + "' not found"));
    } else if (!backstage.closing().await(ticket.get().remainingNanos(), TimeUnit.NANOSECONDS)) {
      result(reply, ticket.get());
    }
  }

  private void result(Reply reply, Ticket ticket) throws IOException {
    if (ticket.mustBeRepeated()) {
      reply.json(503, Guard.detail("Request '" + ticket.id() + "' should be retried"));
      return;
    }
    Envelope envelope = new Envelope(ticket, backstage.version());
    switch (ticket.outcome()) {
      case Outcome.Raised raised -> reply.json(500, envelope.failure(raised));
      case Outcome.Value value ->
          deliver(ticket.work().path(), reply, out -> envelope.writeValue(value.result(), out));
    }
  }

  private void writeStates(JsonGenerator json, Reply reply) {
    Optional<String> id = parameter(reply, "request_ids");
    List<Ticket> tickets =
        id.isPresent() ? backstage.book().find(id.get()).stream().toList() : backstage.book().all();
    json.writeStartArray();
    tickets.forEach(ticket -> new Envelope(ticket, backstage.version()).writeState(json));
    json.writeEndArray();
  }

  private static Optional<String> parameter(Reply reply, String name) {
    String query = reply.exchange().getRequestURI().getRawQuery();
    return Arrays.stream(query == null ? new String[0] : query.split("&"))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst();
  }
}
