// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.Credential;
import ai.metta.access.http.Endpoint;
import ai.metta.access.http.Head;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.skypilot.PriceList.Offer;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// Speaks to a SkyPilot API server, versions 18 to 53: asks for work, waits for its result, and
/// reads it as a stream.
final class SkypilotClient implements SkypilotReader {
  private static final Duration WAIT = Duration.ofMinutes(2);
  private static final long MAXIMUM_BYTES = 1L << 30;
  private static final int MAXIMUM_PAGES = 2000;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(200)
                  .maxStringLength(16 << 20)
                  .build())
          .build();

  /// What the metrics need of a row.
  private static final List<String> ROW_FIELDS =
      List.of(
          "job_id",
          "task_id",
          "job_name",
          "task_name",
          "status",
          "submitted_at",
          "start_at",
          "end_at",
          "job_duration",
          "recovery_count",
          "resources",
          "user_name",
          "user_hash");

  /// What the server looks up in a row's cluster, and stumbles over where one job holds a fraction
  /// of a GPU.
  private static final List<String> CLUSTER_FIELDS =
      List.of("cluster_resources", "region", "accelerators");

  private final Http http;
  private final Endpoint endpoint;
  private final Optional<Credential> credential;
  private final Refusals refusals;
  private final int pageSize;

  SkypilotClient(Http http, Endpoint endpoint, Optional<Credential> token, int pageSize) {
    this.http = http;
    this.endpoint = endpoint;
    this.credential = token.or(endpoint::credential);
    this.refusals = new Refusals(credential);
    this.pageSize = pageSize;
  }

  @Override
  public Server server() {
    Request request =
        Request.get(endpoint.at("/api/health")).within(Duration.ofSeconds(30)).atMost(1 << 20);
    return http.read(
        authorised(request),
        (head, body) -> {
          refusals.requireAnswer(head, body, "GET /api/health");
          try (JsonParser json =
              JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
              throw malformed("GET /api/health", "is not an object");
            }
            Row health = Row.read(json);
            if (health.text("status").equals("needs_auth")) {
              throw refusals.login("GET /api/health: the server asks for a login");
            }
            return new Server(
                apiVersion(health),
                health.text("version").isEmpty() ? "unknown" : health.text("version"));
          } catch (JacksonException broken) {
            throw malformed("GET /api/health", "is no JSON: " + broken.getOriginalMessage());
          }
        });
  }

  private static int apiVersion(Row health) {
    String text = health.text("api_version");
    return text.matches("\\d{1,6}")
        ? Integer.parseInt(text)
        : health.number("api_version").map(Double::intValue).orElse(0);
  }

  @Override
  public QueueRows jobs(Server server, Instant since) throws InterruptedException {
    try {
      return queue(server, since);
    } catch (WorkFailedException failed) {
      throw failed.missesController()
          ? withoutController(server)
          : failed.asFailure("the job queue");
    }
  }

  /// A controller that is down still stands among the clusters; one that never was does not.
  private RuntimeException withoutController(Server server) throws InterruptedException {
    return clusters(server).stream()
        .filter(cluster -> cluster.name().startsWith("sky-jobs-controller"))
        .findFirst()
        .map(WorkFailedException::controllerDown)
        .orElseGet(WorkFailedException::controllerAbsent);
  }

  private QueueRows queue(Server server, Instant since) throws InterruptedException {
    if (!server.hasQueueV2()) {
      return queueV1(server, since);
    }
    try {
      return queueV2(server, server.hasFields() ? withClusters() : Optional.empty(), since);
    } catch (WorkFailedException failed) {
      // One job on a fraction of a GPU makes the answer invalid for everybody.
      if (!failed.type.equals("ValidationError")) {
        throw failed;
      }
      return server.hasFields()
          ? queueV2(server, Optional.of(ROW_FIELDS), since)
          : queueV1(server, since);
    }
  }

  private static Optional<List<String>> withClusters() {
    List<String> all = new ArrayList<>(ROW_FIELDS);
    all.addAll(CLUSTER_FIELDS);
    return Optional.of(all);
  }

  private QueueRows queueV2(Server server, Optional<List<String>> fields, Instant since)
      throws InterruptedException {
    QueueRows rows = new QueueRows(since);
    for (int page = 1; page <= MAXIMUM_PAGES; page++) {
      String wanted =
          fields
              .map(keys ->
                  keys.stream().collect(Collectors.joining("\",\"", ",\"fields\":[\"", "\"]")))
              .orElse("");
      String body =
          "{\"refresh\":false,\"skip_finished\":false,\"all_users\":true,\"page\":"
              + page
              + ",\"limit\":"
              + pageSize
              + wanted
              + "}";
      Page answered = work(server, "/jobs/queue/v2", body, json -> pageOf(json, rows));
      if (answered.rows() < pageSize) {
        return rows;
      }
      // A short page may well hold nothing new: jobs that arrive push others onto a further page.
      if (answered.fresh() == 0) {
        throw malformed(
            "POST /jobs/queue/v2",
            "repeats earlier rows on page " + page + ": the server pages in a circle");
      }
    }
    throw malformed(
        "POST /jobs/queue/v2",
        "has more than " + MAXIMUM_PAGES + " pages; raise skypilot.page_size");
  }

  private QueueRows queueV1(Server server, Instant since) throws InterruptedException {
    return work(
        server,
        "/jobs/queue",
        "{\"refresh\":false,\"skip_finished\":false,\"all_users\":true}",
        json -> rowsOf(json, since));
  }

  /// How much was on a page.
  ///
  /// @param fresh how many of its rows no earlier page had
  private record Page(int rows, int fresh) {}

  /// `{"jobs":[…],…}`: the numbers beside the list count differently from version to version, so
  /// they are not read.
  private static Page pageOf(JsonParser json, QueueRows into) {
    Optional<Page> page = Optional.empty();
    if (json.currentToken() != JsonToken.START_OBJECT) {
      throw malformed("POST /jobs/queue/v2", "is not an object");
    }
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean jobs = json.currentName().equals("jobs");
      json.nextToken();
      if (jobs && json.currentToken() == JsonToken.START_ARRAY) {
        page = Optional.of(read(json, into));
      } else {
        json.skipChildren();
      }
    }
    return page.orElseThrow(() -> malformed("POST /jobs/queue/v2", "has no list of jobs"));
  }

  static QueueRows rowsOf(JsonParser json, Instant since) {
    QueueRows rows = new QueueRows(since);
    read(json, rows);
    return rows;
  }

  private static Page read(JsonParser json, QueueRows into) {
    int count = 0;
    int fresh = 0;
    for (Row row : rows("the job queue", json)) {
      count++;
      fresh += into.add(row) ? 1 : 0;
    }
    return new Page(count, fresh);
  }

  /// The rows of the list that the parser stands on, decoded one by one as they are asked for.
  private static Iterable<Row> rows(String what, JsonParser json) {
    if (json.currentToken() != JsonToken.START_ARRAY) {
      throw malformed(what, "is not a list");
    }
    return () ->
        new java.util.Iterator<>() {
          private JsonToken next = json.nextToken();

          @Override
          public boolean hasNext() {
            return next == JsonToken.START_OBJECT;
          }

          @Override
          public Row next() {
            if (next != JsonToken.START_OBJECT) {
              throw new java.util.NoSuchElementException();
            }
            Row row = Row.read(json);
            next = json.nextToken();
            return row;
          }
        };
  }

  @Override
  public List<Cluster> clusters(Server server) throws InterruptedException {
    String body =
        "{\"all_users\":true,\"refresh\":\"NONE\",\"include_credentials\":false,\"summary_response\":true,\"include_handle\":false}";
    return plain(
        server,
        "/status",
        body,
        "the clusters",
        json -> {
          List<Cluster> clusters = new ArrayList<>();
          rows("POST /status", json).forEach(row -> clusters.add(row.cluster()));
          return clusters;
        });
  }

  @Override
  public CostReport costs(Server server) throws InterruptedException {
    return plain(server, "/cost_report", "{\"days\":30}", "the cost report", CostReader::read);
  }

  @Override
  public List<Offer> offers(Server server, Set<String> gpuTypes) throws InterruptedException {
    if (gpuTypes.isEmpty()) {
      return List.of();
    }
    String filter =
        new TreeSet<>(gpuTypes)
            .stream()
                .filter(type -> type.matches("[a-z0-9._-]+"))
                .collect(Collectors.joining("|", "(?i)^(", ")$"));
    String body =
        "{\"gpus_only\":true,\"name_filter\":\""
            + filter
            + "\",\"all_regions\":true,\"require_price\":true,\"case_sensitive\":false}";
    return plain(server, "/list_accelerators", body, "the price list", OfferReader::read);
  }

  @Override
  public Submissions submissions(Server server, List<Long> jobs) throws InterruptedException {
    if (!server.hasEvents()) {
      throw new UnsupportedException(
          "SkyPilot "
              + server.version()
              + " (API "
              + server.api()
              + ") keeps no job events; 0.12 does");
    }
    Map<Long, Instant> submitted = new HashMap<>();
    for (Long job : jobs) {
      plain(
              server,
              "/jobs/events",
              "{\"job_id\":" + job + ",\"limit\":100}",
              "the job events",
              EventReader::firstPending)
          .ifPresent(at -> submitted.put(job, at));
    }
    return new Submissions(submitted);
  }

  private <T> T plain(
      Server server, String path, String body, String what, Function<JsonParser, T> reader)
      throws InterruptedException {
    try {
      return work(server, path, body, reader);
    } catch (WorkFailedException failed) {
      throw failed.asFailure(what);
    }
  }

  /// Asks for work and reads its result. The server answers the asking at once and the result when
  /// it is done; a wait that was cut is taken up again by the same id, which costs the server
  /// nothing.
  private <T> T work(Server server, String path, String body, Function<JsonParser, T> reader) {
    return once(server, path, body, reader, Lost.IS_ASKED_AGAIN)
        .or(() -> once(server, path, body, reader, Lost.IS_TOLD))
        .orElseThrow();
  }

  /// What is done about work that the server lost, for instance as it was restarted: it then
  /// answers 503 to whoever waits for the result, and wants to be asked anew.
  private enum Lost {
    IS_ASKED_AGAIN,
    IS_TOLD
  }

  /// The result; empty for lost work that is to be asked for again.
  private <T> Optional<T> once(
      Server server, String path, String body, Function<JsonParser, T> reader, Lost lost) {
    URIQuery query = new URIQuery(submit(server, path, body));
    Request request =
        versioned(server, Request.get(endpoint.at("/api/get?" + query.text())))
            .within(WAIT)
            .atMost(MAXIMUM_BYTES)
            .repeated(Repeat.IDEMPOTENT);
    return http.read(
        authorised(request),
        (head, stream) ->
            head.status() == 503 && lost == Lost.IS_ASKED_AGAIN
                ? Optional.empty()
                : Optional.of(result(path, head, stream, reader)));
  }

  /// The id of a piece of work as a query.
  private record URIQuery(String id) {
    String text() {
      return "request_id=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
  }

  private String submit(Server server, String path, String body) {
    Request request =
        versioned(
                server,
                Request.post(
                    endpoint.at(path), "application/json", body.getBytes(StandardCharsets.UTF_8)))
            .within(Duration.ofSeconds(60))
            .atMost(1 << 20)
            .repeated(Repeat.IDEMPOTENT);
    return http.read(
        authorised(request),
        (head, stream) -> {
          refusals.requireAnswer(head, stream, "POST " + path);
          return head.headers()
              .first("X-Skypilot-Request-ID")
              .or(() -> head.headers().first("X-Request-ID"))
              .orElseThrow(() ->
                  malformed("POST " + path, "has no request id; is this a SkyPilot API server?"));
        });
  }

  private <T> T result(String path, Head head, InputStream stream, Function<JsonParser, T> reader)
      throws IOException {
    if (head.status() == 500) {
      throw ServerError.read(path, stream);
    }
    refusals.requireAnswer(head, stream, "result of POST " + path);
    try (Reader document =
            Envelope.returnValue(new InputStreamReader(stream, StandardCharsets.UTF_8));
        JsonParser json =
            JSON.createParser(tools.jackson.core.ObjectReadContext.empty(), document)) {
      json.nextToken();
      return reader.apply(json);
    } catch (JacksonException broken) {
      throw malformed("result of POST " + path, "is no JSON: " + broken.getOriginalMessage());
    } catch (java.io.UncheckedIOException | IOException broken) {
      throw malformed(
          "result of POST " + path, "cannot be read: " + String.valueOf(broken.getMessage()));
    }
  }

  private Request versioned(Server server, Request request) {
    return server.api() == 0
        ? request
        : request
            .header("X-SkyPilot-API-Version", Integer.toString(server.api()))
            .header("X-SkyPilot-Version", server.version());
  }

  private Request authorised(Request request) {
    Request plain = request.header("Accept", "application/json");
    return plain.as(credential);
  }

  static FailureException malformed(String what, String problem) {
    return new FailureException(new Failure.Malformed(what + ": the answer " + problem));
  }
}
