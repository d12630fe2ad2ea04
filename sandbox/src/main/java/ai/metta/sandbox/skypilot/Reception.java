// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.Fault.Strikes;
import ai.metta.sandbox.skypilot.Guard.Challenge;
import ai.metta.sandbox.skypilot.Guard.Door;
import ai.metta.sandbox.skypilot.Guard.Verdict;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;

/// Receives requests: counts them, lets a fault at the door have its way, asks who is there and
/// which release is spoken, and passes on whom it lets in.
final class Reception implements HttpHandler {
  private static final String LOGIN = "/oauth2/start";
  private static final int LONGEST_BODY_BYTES = 1 << 20;

  private final Backstage backstage;
  private final Guard guard;
  private final Router router;
  private final Map<String, Integer> counts = new ConcurrentHashMap<>();

  Reception(Backstage backstage, Router router) {
    this.backstage = backstage;
    this.guard = new Guard(backstage.options().access());
    this.router = router;
  }

  /// How many requests have come, by path.
  Map<String, Integer> counts() {
    return new TreeMap<>(counts);
  }

  @Override
  public void handle(HttpExchange exchange) {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      counts.merge(path, 1, Integer::sum);
      byte[] body = exchange.getRequestBody().readNBytes(LONGEST_BODY_BYTES);
      Reply reply = new Reply(exchange, backstage.version());
      Optional<Fault> fault = backstage.faults().at(path, Strikes.DOOR);
      if (fault.isEmpty() || !strikes(fault.get(), path, reply)) {
        admit(path, reply, body);
      }
    } catch (IOException | UncheckedIOException | JacksonException e) {
      // Whoever asked has gone away, or the server is closing: there is nobody left to tell.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Lets a fault answer; false when it has nothing against this request.
  private boolean strikes(Fault fault, String path, Reply reply)
      throws IOException, InterruptedException {
    return switch (fault) {
      case SHUTTING_DOWN -> refusesWork(path, reply);
      case BAD_GATEWAY -> {
        reply.html(502, "502 Bad Gateway");
        yield true;
      }
      case LOGIN_REDIRECT -> {
        if (path.equals(LOGIN)) {
          reply.html(200, "Sign in");
        } else {
          reply.redirect(LOGIN + "?rd=" + URLEncoder.encode(path, StandardCharsets.UTF_8));
        }
        yield true;
      }
      case LOGIN_PAGE -> {
        reply.html(200, "Sign in");
        yield true;
      }
      case PLAIN_500 -> {
        reply.bare500("Internal Server Error");
        yield true;
      }
      case SILENCE -> {
        backstage.closing().await();
        yield true;
      }
      case TOKEN_REFUSED ->
          !path.equals(Reading.HEALTH.path()) && refuses(Guard.invalidToken(), reply);
      case VERSION_MISMATCH -> false;
      case CONTROLLER_ABSENT, CONTROLLER_STOPPED, CONTROLLER_BROKEN, FRACTIONAL_GPU -> false;
      case PAGES_IN_CIRCLES, SHOULD_RETRY -> false;
      case TRUNCATED_JSON, SHORT_BODY, ENDLESS_BODY, DRIP -> false;
    };
  }

  private boolean refusesWork(String path, Reply reply) throws IOException {
    boolean work = Work.at(path, backstage.version()).isPresent();
    if (work) {
      reply
          .identified(backstage.book().nextId())
          .json(503, Guard.detail("Server is shutting down, please try again later."));
    }
    return work;
  }

  private void admit(String path, Reply reply, byte[] body)
      throws IOException, InterruptedException {
    Headers headers = reply.exchange().getRequestHeaders();
    Door door = path.equals(Reading.HEALTH.path()) ? Door.OPEN : Door.LOCKED;
    switch (guard.check(headers, door)) {
      case Verdict.Refused refused -> refuses(refused, reply);
      case Verdict.Admitted admitted -> {
        if (speaksWith(headers, path, reply)) {
          router.route(reply, admitted.caller(), body);
        }
      }
    }
  }

  private boolean refuses(Verdict.Refused refused, Reply reply) throws IOException {
    if (refused.challenge() == Challenge.BASIC) {
      reply.header("WWW-Authenticate", "Basic realm=\"SkyPilot\"");
    }
    if (backstage.version().isAtLeast(ServerVersion.V52)) {
      reply.header("Cache-Control", "no-store");
    }
    reply.identified(backstage.book().nextId()).json(401, refused.body());
    return true;
  }

  /// Checks the client's version; false when it was turned away. A client that leaves out one of
  /// the two headers is not checked, and is told nothing about versions either.
  private boolean speaksWith(Headers headers, String path, Reply reply) throws IOException {
    String apiVersion = headers.getFirst("X-SkyPilot-API-Version");
    String release = headers.getFirst("X-SkyPilot-Version");
    if (apiVersion == null || release == null) {
      return true;
    }
    if (!apiVersion.matches("\\d{1,9}")) {
      reply.bare500("ValueError: invalid literal for int() with base 10");
      return false;
    }
    reply.versioned();
    boolean tooOld =
        Integer.parseInt(apiVersion) < backstage.options().minimumClient()
            || backstage.faults().at(path).equals(Optional.of(Fault.VERSION_MISMATCH));
    if (tooOld) {
      reply
          .identified(backstage.book().nextId())
          .json(
              400,
              json -> {
                json.writeStartObject();
                json.writeStringProperty("error", "version_mismatch");
                json.writeStringProperty("message", mismatch(release));
                json.writeEndObject();
              });
    }
    return !tooOld;
  }

  private String mismatch(String release) {
    return """
    \u001b[33mYour SkyPilot client version is too old: %s
    \u001b[0mThe server is running on %s and the minimum compatible version is %s.
    Upgrade your client with:
    \u001b[33mpip install -U "skypilot==%2$s"\u001b[0m\
    """
        .formatted(release, backstage.version().release(), backstage.version().minimumRelease());
  }
}
