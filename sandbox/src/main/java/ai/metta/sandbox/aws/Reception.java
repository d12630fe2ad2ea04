// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.http.Answer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sees to who asks, and what goes wrong on purpose, before a desk answers.
final class Reception implements HttpHandler {
  private final AwsOptions options;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final Switchboard<Strike<AwsFault>> faults;
  private final Vault vault;
  private Optional<Estate> latest = Optional.empty();

  Reception(AwsOptions options, Switchboard<Strike<AwsFault>> faults, Vault vault) {
    this.options = options;
    this.vault = vault;
    this.faults = faults;
  }

  List<String> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      Asked asked = Asked.of(exchange);
      requests.add(asked.text());
      answer(asked).send(exchange);
    } catch (IOException | UncheckedIOException gone) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    }
  }

  private Answer answer(Asked asked) {
    if (asked.action().equals(StsDesk.WEB_IDENTITY)) {
      return StsDesk.assumed(asked, options.accessKey());
    }
    if (!asked.accessKey().equals(options.accessKey())) {
      return Refusal.unknownIdentity(asked);
    }
    Optional<AwsFault> fault = struck(asked.text());
    if (asked.region().equals(Estate.DISABLED_REGION)) {
      return asked.service().equals("ec2")
          ? Refusal.unknownIdentity(asked)
          : Refusal.notOptedIn(asked);
    }
    return fault
        .flatMap(one -> refusal(asked, one))
        .orElseGet(() -> spoiled(answered(asked, fault), fault));
  }

  private Answer answered(Asked asked, Optional<AwsFault> fault) {
    Rows rows = new Rows(asked, options.pageSize(), fault);
    return switch (asked.service()) {
      case "ec2" -> new Ec2Desk(asked, rows, estate(), options.detail()).answer();
      case "monitoring" -> new CloudWatchDesk(asked, rows, estate()).answer();
      case "sts" -> StsDesk.answer(asked);
      case "pricing", "ce" -> new JsonDesk(asked, rows).answer();
      case "secretsmanager" -> new SecretsDesk(asked, rows, vault).answer();
      default -> Refusal.of(asked, 400, "InvalidAction", "The action is not valid.");
    };
  }

  private synchronized Estate estate() {
    Instant now = options.clock().instant();
    Estate estate =
        latest.filter(kept -> kept.at().equals(now)).orElseGet(() -> options.estate(now));
    latest = Optional.of(estate);
    return estate;
  }

  private Optional<AwsFault> struck(String request) {
    return faults.struck(strike -> strike.fits(request)).map(Strike::fault);
  }

  /// What a fault answers instead; empty where it only spoils the answer.
  private static Optional<Answer> refusal(Asked asked, AwsFault fault) {
    return switch (fault) {
      case UNAUTHORIZED -> Optional.of(Refusal.unauthorized(asked));
      case EXPIRED -> Optional.of(Refusal.expired(asked));
      case NOT_TAKEN -> Optional.of(Refusal.unknownIdentity(asked));
      case NOT_OPTED_IN -> Optional.of(Refusal.notOptedIn(asked));
      case LIMIT_EXCEEDED -> Optional.of(Refusal.limited(asked));
      case INTERNAL_ERROR ->
          Optional.of(Refusal.of(asked, 500, "InternalError", "An internal error has occurred"));
      case BAD_GATEWAY -> Optional.of(Answer.page(502, "502 Bad Gateway"));
      case LOGIN_PAGE -> Optional.of(Answer.page(200, "Log in"));
      case EMPTY_ANSWER -> Optional.of(new Answer(200, Map.of("Content-Type", "text/xml"), ""));
      case CUT_ANSWER, NO_LIST, PAGES_IN_CIRCLES, ENDLESS_PAGES, PARTIAL_DATA, FOREIGN_SNAPSHOTS ->
          Optional.empty();
    };
  }

  private static Answer spoiled(Answer answer, Optional<AwsFault> fault) {
    return fault.equals(Optional.of(AwsFault.CUT_ANSWER))
        ? new Answer(
            answer.status(),
            answer.headers(),
            answer.body().substring(0, answer.body().length() * 2 / 3))
        : answer;
  }
}
