// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.JsonText.Null;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import ai.metta.sandbox.skypilot.fleet.Setting;
import ai.metta.sandbox.skypilot.fleet.Setting.Controller;
import ai.metta.sandbox.skypilot.fleet.Setting.Sharing;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;

/// Takes orders for work: reads the body, understands the question, enters it into the book, and
/// answers with nothing but the request's id.
final class OrderDesk {
  /// Someone wants work done.
  ///
  /// @param id the request id it will be known under
  record Order(String id, Work work, Caller caller, Reply reply) {}

  private final SkypilotOptions options;
  private final Faults faults;
  private final RequestBook book;
  private final Map<Setting, Fleet> fleets = new ConcurrentHashMap<>();

  OrderDesk(Backstage backstage) {
    this.options = backstage.options();
    this.faults = backstage.faults();
    this.book = backstage.book();
  }

  /// The fleet as it is while a fault is on.
  Fleet fleet(Optional<Fault> fault) {
    return fleets.computeIfAbsent(setting(fault), options.fleet()::in);
  }

  void take(Order order, byte[] body) throws IOException {
    Object read;
    try {
      read = body.length == 0 ? Null.NULL : JsonText.read(body);
    } catch (JacksonException e) {
      refuse(order.reply(), "json_invalid", "JSON decode error");
      return;
    }
    switch (read) {
      case Map<?, ?> values -> take(order, new Arguments(values));
      case Null.NULL -> refuse(order.reply(), "missing", "Field required");
      default ->
          refuse(
              order.reply(),
              "model_attributes_type",
              "Input should be a valid dictionary or object to extract fields from");
    }
  }

  private void take(Order order, Arguments arguments) throws IOException {
    Optional<Caller> caller = named(order.caller(), arguments);
    if (caller.isEmpty()) {
      order.reply().bare500("KeyError: 'SKYPILOT_USER_ID'");
      return;
    }
    Optional<Fault> fault = faults.at(order.work().path());
    Question question = question(order.work(), arguments, caller.get(), fault);
    if (!arguments.problems().isEmpty()) {
      order.reply().json(422, Arguments.detail(arguments.problems()));
      return;
    }
    book.enter(
        new Ticket(
            order.id(),
            order.work(),
            question,
            JsonText.of(json -> JsonText.writeAny(json, arguments.values())),
            fleet(fault),
            options.clock().instant(),
            caller.get(),
            fault,
            options.latency(),
            System.nanoTime() + options.latency().toNanos()));
    order.reply().json(200, JsonGenerator::writeNull);
  }

  /// The caller, by the name in the body where nobody knows better; empty when the body names a
  /// user without saying who, which no server survives.
  private static Optional<Caller> named(Caller caller, Arguments arguments) {
    Optional<Object> variables = arguments.raw("env_vars");
    if (variables.isEmpty()) {
      return Optional.of(caller);
    }
    if (!(variables.get() instanceof Map<?, ?> map)
        || !(map.get("SKYPILOT_USER_ID") instanceof String userId)
        || !(map.get("SKYPILOT_USER") instanceof String user)) {
      return Optional.empty();
    }
    return Optional.of(
        caller.kind() == Caller.Kind.SERVER
            ? new Caller(userId, Optional.of(user), Caller.Kind.CLAIMED)
            : caller);
  }

  private Question question(Work work, Arguments arguments, Caller caller, Optional<Fault> fault) {
    return switch (work) {
      case STATUS -> StatusQuestion.of(arguments, caller, options.version());
      case QUEUE -> queue(work, QueueQuery.v1(arguments, caller));
      case QUEUE_V2 -> {
        QueueQuery query = QueueQuery.v2(arguments, caller, options.version());
        boolean circles = fault.equals(Optional.of(Fault.PAGES_IN_CIRCLES));
        yield queue(work, circles ? query.firstPage() : query);
      }
      case COST_REPORT -> CostQuestion.of(arguments, options.version());
      case EVENTS -> EventsQuestion.of(arguments);
      case LIST_ACCELERATORS -> AcceleratorsQuestion.of(arguments);
    };
  }

  private Question queue(Work work, QueueQuery query) {
    return new QueueQuestion(work, options.version(), options.controller(), query);
  }

  private static void refuse(Reply reply, String type, String message) throws IOException {
    reply.json(
        422,
        Arguments.detail(
            List.of(new Arguments.Problem(type, List.of("body"), message, Null.NULL))));
  }

  private Setting setting(Optional<Fault> fault) {
    Setting usual = new Setting(options.version().era(), options.controller(), Sharing.WHOLE_GPUS);
    if (fault.isEmpty()) {
      return usual;
    }
    return switch (fault.get()) {
      case CONTROLLER_ABSENT -> usual.with(Controller.ABSENT);
      case CONTROLLER_STOPPED -> usual.with(Controller.STOPPED);
      case FRACTIONAL_GPU -> usual.with(Sharing.HALF_GPUS);
      case CONTROLLER_BROKEN, PAGES_IN_CIRCLES, SHOULD_RETRY, SHUTTING_DOWN -> usual;
      case BAD_GATEWAY, LOGIN_REDIRECT, LOGIN_PAGE, PLAIN_500, SILENCE -> usual;
      case VERSION_MISMATCH, TOKEN_REFUSED -> usual;
      case TRUNCATED_JSON, SHORT_BODY, ENDLESS_BODY, DRIP -> usual;
    };
  }
}
