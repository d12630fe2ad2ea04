// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import ai.metta.access.http.JsonReading;
import ai.metta.collect.UnsupportedException;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import ai.metta.metric.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Reads a SkyPilot API server, from 0.9 on: each part by the way that the server's version knows.
final class SkypilotClient implements SkypilotReader {
  private static final Duration COSTS = Duration.ofDays(30);

  /// How many of a job's events are asked for, and how many where that was not all.
  private static final int[] EVENT_LIMITS = {100, 10_000};

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
          "user_hash",
          "pool");

  /// What the server looks up in a row's cluster, and stumbles over where one job holds a fraction
  /// of a GPU.
  private static final List<String> CLUSTER_FIELDS =
      List.of(
          "cluster_resources",
          "cluster_resources_full",
          "current_cluster_name",
          "region",
          "accelerators");

  private final ApiServer api;
  private final int pageSize;
  private final InstantSource clock;
  private final KnownSubmissions known;
  private final ZoneId zone;

  /// @param pageSize jobs asked for at once
  /// @param known what earlier runs were told
  /// @param zone of the jobs controller's clock
  SkypilotClient(
      ApiServer api, int pageSize, InstantSource clock, KnownSubmissions known, ZoneId zone) {
    this.api = api;
    this.pageSize = pageSize;
    this.clock = clock;
    this.known = known;
    this.zone = zone;
  }

  @Override
  public Server server() {
    return api.health();
  }

  @Override
  public QueueRows jobs(Server server, Instant since) {
    try {
      return queue(server, since);
    } catch (WorkFailedException failed) {
      throw failed.missesController()
          ? withoutController(server)
          : failed.asFailure("the job queue");
    }
  }

  /// A controller that is down still stands among the clusters; one that never was does not.
  private RuntimeException withoutController(Server server) {
    return clusters(server).stream()
        .filter(cluster -> Cluster.isJobsController(cluster.name()))
        .findFirst()
        .map(controller ->
            controller.isUp()
                ? WorkFailedException.controllerBroken(controller)
                : WorkFailedException.controllerDown(controller))
        .orElseGet(WorkFailedException::controllerAbsent);
  }

  private QueueRows queue(Server server, Instant since) {
    if (!server.hasQueueV2()) {
      return queueV1(server, since);
    }
    try {
      return queueV2(server, server.hasFields() ? withClusters() : List.of(), since);
    } catch (WorkFailedException failed) {
      // One job on a fraction of a GPU makes the answer invalid for everybody.
      if (!failed.type.equals("ValidationError")) {
        throw failed;
      }
      return server.hasFields()
          ? queueV2(server, ROW_FIELDS, since).withoutClusters()
          : queueV1(server, since);
    }
  }

  private static List<String> withClusters() {
    List<String> all = new ArrayList<>(ROW_FIELDS);
    all.addAll(CLUSTER_FIELDS);
    return all;
  }

  private QueueRows queueV2(Server server, List<String> fields, Instant since) {
    return new QueuePages(since, pageSize, server.totals())
        .read(fields, (body, reader) -> api.work(server, "/jobs/queue/v2", body, reader::isLast));
  }

  private QueueRows queueV1(Server server, Instant since) {
    return api.work(
        server,
        "/jobs/queue",
        "{\"refresh\":false,\"skip_finished\":false,\"all_users\":true}",
        json -> QueueRows.read("POST /jobs/queue", json, since));
  }

  @Override
  public List<Cluster> clusters(Server server) {
    String body =
        "{\"all_users\":true,\"refresh\":\"NONE\",\"include_credentials\":false,\"summary_response\":true,\"include_handle\":false}";
    return plain(
        server,
        "/status",
        body,
        "the clusters",
        json -> Rows.list("POST /status", json, Cluster::of));
  }

  @Override
  public CostReport costs(Server server, Instant since) {
    Instant now = clock.instant();
    Duration back = Duration.between(since, now);
    long days = Math.max(COSTS.toDays(), back.plus(Duration.ofDays(1)).minusNanos(1).toDays());
    Window covered = Window.ending(now, Duration.ofDays(days));
    return plain(
        server,
        "/cost_report",
        "{\"days\":" + days + "}",
        "the cost report",
        json -> CostReader.read(json, covered));
  }

  @Override
  public List<Offer> offers(Server server, Set<String> gpuTypes) {
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
  public Submissions submissions(Server server, List<Task> jobs) {
    if (!server.hasEvents()) {
      throw new UnsupportedException(
          "SkyPilot "
              + server.version()
              + " (API "
              + server.api()
              + ") keeps no job events; 0.12 does");
    }
    Map<Long, Instant> submitted = new HashMap<>();
    List<Failure> unread = new ArrayList<>();
    for (Task job : jobs) {
      try {
        known
            .of(job, () -> firstPending(server, job.jobId()))
            .ifPresent(at -> submitted.put(job.jobId(), at));
      } catch (FailureException one) {
        unread.add(one.failure());
      }
    }
    if (submitted.isEmpty() && !unread.isEmpty()) {
      throw new FailureException(unread.getFirst());
    }
    return new Submissions(submitted, unread);
  }

  /// Events come newest first, so that the submission may lie beyond those that were asked for.
  private Optional<Instant> firstPending(Server server, long job) {
    for (int limit : EVENT_LIMITS) {
      EventReader.Told told =
          plain(
              server,
              "/jobs/events",
              "{\"job_id\":" + job + ",\"limit\":" + limit + "}",
              "the job events",
              json -> EventReader.read(json, zone));
      if (told.events() < limit) {
        return told.firstPending();
      }
    }
    return Optional.empty();
  }

  private <T> T plain(
      Server server, String path, String body, String what, JsonReading.Text<T> reader) {
    try {
      return api.work(server, path, body, reader);
    } catch (WorkFailedException failed) {
      throw failed.asFailure(what);
    }
  }
}
