// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.InnerJson.Piece;
import ai.metta.sandbox.skypilot.fleet.Accelerators;
import ai.metta.sandbox.skypilot.fleet.Job;
import ai.metta.sandbox.skypilot.fleet.LifeLine;
import ai.metta.sandbox.skypilot.fleet.Phase.Schedule;
import ai.metta.sandbox.skypilot.fleet.Placement;
import ai.metta.sandbox.skypilot.fleet.Task;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/// One task as a record of the queue: what stands under each key.
final class QueueRow {
  /// How a server writes what it does not know, and which types it uses.
  enum Style {
    /// Up to 0.10: as v1, and the YAML is not kept.
    OLD,
    /// v1: `accelerators` is left out without a cluster, and a duration of nothing is an int.
    LOOSE,
    TYPED,
    /// Typed, by way of a separate controller: empty maps, and much is null for every job.
    RELAYED;

    boolean isLoose() {
      return this == OLD || this == LOOSE;
    }
  }

  private static final String UNKNOWN = "-";
  private static final int ROWS_PER_JOB = 3;
  private static final Piece ACCELERATORS_KEY = Piece.of(",\"accelerators\":");
  private static final Piece COMMIT_HEAD = Piece.of("{\"git_commit\":\"");
  private static final Piece COMMIT_TAIL = Piece.of("\"}");
  private static final DateTimeFormatter RUN_STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm-ss-SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Job job;
  private final Task task;
  private final long nowMillis;
  private final Style style;
  private final Optional<Placement> placement;

  QueueRow(Job job, Task task, long nowMillis, Style style) {
    this.job = job;
    this.task = task;
    this.nowMillis = nowMillis;
    this.style = style;
    this.placement = placement(job, task, nowMillis);
  }

  /// The cluster that the server shows: a live one, or the worker of a pool even afterwards.
  static Optional<Placement> placement(Job job, Task task, long nowMillis) {
    int segments = task.life().segmentCount(nowMillis);
    return job.pool().isPresent() && segments > 0
        ? Optional.of(task.placements().get(segments - 1))
        : task.placementAt(nowMillis);
  }

  /// Writes the value under a key.
  void write(QueueColumn column, InnerJson json) {
    LifeLine life = task.life();
    switch (column) {
      case ROW_ID -> json.number(job.id() * ROWS_PER_JOB + task.index());
      case JOB_ID, INFO_JOB_ID -> json.number(job.id());
      case TASK_ID -> json.number(task.index());
      case JOB_NAME -> json.text(job.name());
      case TASK_NAME -> json.text(task.name());
      case JOB_DURATION -> writeDuration(json);
      case WORKSPACE -> json.text("default");
      case STATUS -> json.text(task.statusAt(nowMillis).name());
      case SCHEDULE_STATE -> json.text(schedule().name());
      case RESOURCES -> json.text(ResourceText.requested(task.requirement()));
      case CLUSTER_RESOURCES -> writeCluster(json, here -> ResourceText.launched(nodes(), here));
      case CLUSTER_RESOURCES_FULL ->
          writeCluster(json, here -> ResourceText.launchedFully(nodes(), here));
      case CLOUD -> writeCluster(json, here -> "AWS");
      case REGION -> writeCluster(json, here -> here.region().wireName());
      case ZONE -> writeZone(json);
      case INFRA -> writeCluster(json, ResourceText::infra);
      case ACCELERATORS -> writeAccelerators(json);
      case RECOVERY_COUNT -> json.number(life.recoveries(nowMillis));
      case DETAILS -> writeText(json, QueueTexts.details(job, task, nowMillis));
      case FAILURE_REASON -> writeText(json, QueueTexts.failure(job, task, nowMillis));
      case USER_NAME -> writeText(json, job.owner().name());
      case USER_HASH -> json.text(job.owner().hash());
      case SUBMITTED_AT -> writeTime(json, life.pickedUpMillis(nowMillis));
      case START_AT -> writeTime(json, life.startedMillis(nowMillis));
      case END_AT ->
          writeTime(
              json, life.isDroppedInQueue() ? OptionalLong.empty() : life.endedMillis(nowMillis));
      case LAST_RECOVERED_AT -> writeLastRecovered(json);
      case PRIORITY -> own(json, () -> json.number(job.priority()));
      case RUN_TIMESTAMP -> own(json, () -> writeText(json, pickedUp().map(QueueRow::runStamp)));
      case CONTROLLER_PID -> own(json, () -> writeControllerPid(json));
      case CONTROLLER_PID_STARTED_AT -> own(json, () -> writeControllerStart(json));
      case EXECUTION -> own(json, () -> json.text(lowerCase(job.order())));
      case DAG_YAML_PATH -> own(json, () -> json.text(file(".yaml")));
      case ENV_FILE_PATH -> own(json, () -> json.text(file(".env")));
      case IS_JOB_GROUP -> own(json, () -> flag(json, job.order() == Job.Order.PARALLEL));
      case CURRENT_CLUSTER_NAME ->
          own(json, () -> writeText(json, job.pool().map(Job.Pool::worker)));
      case JOB_ID_ON_POOL_CLUSTER -> own(json, () -> writeIdOnPool(json));
      case POOL -> writeText(json, job.pool().map(Job.Pool::name));
      case POOL_HASH -> writeText(json, job.pool().map(Job.Pool::hash));
      case CLUSTER_NAME_ON_CLOUD -> writeText(json, placement.map(here -> nameOnCloud()));
      case INTERNAL_EXTERNAL_IPS -> writeAddresses(json);
      case LABELS, LINKS -> writeEmptyMap(json);
      case IS_PRIMARY_IN_JOB_GROUP -> writePrimary(json);
      case IS_BATCH -> json.bare("false");
      case ENTRYPOINT -> json.text("sky jobs launch -n " + job.name() + " " + job.name() + ".yaml");
      case METADATA -> writeMetadata(json);
      case SPECS -> writeText(json, pickedUp().map(at -> "{\"max_restarts_on_errors\": 0}"));
      case USER_YAML, ORIGINAL_USER_YAML_CONTENT ->
          writeText(
              json, style == Style.OLD ? Optional.empty() : Optional.of(QueueTexts.yaml(job)));
      case OTHER_TASK_NAME, PRIORITY_CLASS, ORIGINAL_USER_YAML_PATH -> json.writeNull();
      case NODE_NAMES, BATCH_TOTAL_BATCHES, BATCH_COMPLETED_BATCHES -> json.writeNull();
      case INTERNAL_SERVICES, LOCAL_LOG_FILE, DAG_YAML_CONTENT -> json.writeNull();
      case ENV_FILE_CONTENT, CONFIG_FILE_CONTENT -> json.writeNull();
    }
  }

  /// Writes what a separate controller does not pass on.
  private void own(InnerJson json, Runnable writing) {
    switch (style) {
      case OLD, LOOSE, TYPED -> writing.run();
      case RELAYED -> json.writeNull();
    }
  }

  private void writeControllerPid(InnerJson json) {
    if (schedule() == Schedule.WAITING) {
      json.writeNull();
    } else {
      json.number(-2000 - job.id() % 40_000);
    }
  }

  private void writeControllerStart(InnerJson json) {
    writeTime(
        json,
        schedule() == Schedule.WAITING
            ? OptionalLong.empty()
            : OptionalLong.of(job.submittedMillis()));
  }

  private void writeIdOnPool(InnerJson json) {
    if (job.pool().isPresent() && placement.isPresent()) {
      json.number(1 + job.id() % 900);
    } else {
      json.writeNull();
    }
  }

  private Schedule schedule() {
    return job.leadingPhaseAt(nowMillis).schedule();
  }

  private int nodes() {
    return task.requirement().nodes();
  }

  private Optional<Long> pickedUp() {
    OptionalLong millis = task.life().pickedUpMillis(nowMillis);
    return millis.isPresent() ? Optional.of(millis.getAsLong()) : Optional.empty();
  }

  private static String runStamp(long millis) {
    return "sky-" + RUN_STAMP.format(Instant.ofEpochMilli(millis)) + "000";
  }

  private String file(String extension) {
    return "~/.sky/managed_jobs/" + job.name() + "-" + Integer.toHexString(job.id()) + extension;
  }

  private static String lowerCase(Job.Order order) {
    return order.name().toLowerCase(Locale.ROOT);
  }

  private String nameOnCloud() {
    String mark = HexFormat.of().toHexDigits((int) job.fingerprint());
    return job.pool().map(Job.Pool::worker).orElse(task.name() + "-" + job.id()) + "-" + mark;
  }

  private void writeDuration(InnerJson json) {
    long millis = task.life().runningMillis(nowMillis);
    if (style.isLoose() && task.life().startedMillis(nowMillis).isEmpty()) {
      json.number(0);
    } else {
      json.seconds(millis);
    }
  }

  private void writeLastRecovered(InnerJson json) {
    OptionalLong started = task.life().segmentStartedMillis(nowMillis);
    if (style == Style.RELAYED) {
      json.writeNull();
    } else if (started.isPresent()) {
      json.seconds(started.getAsLong());
    } else {
      json.bare("-1.0");
    }
  }

  private void writeCluster(InnerJson json, Function<Placement, String> text) {
    json.text(placement.map(text).orElse(UNKNOWN));
  }

  private void writeZone(InnerJson json) {
    writeText(json, placement.isPresent() ? placement.get().zone() : Optional.of(UNKNOWN));
  }

  /// A loose record has the key only where there is a cluster; it then writes it here.
  private void writeAccelerators(InnerJson json) {
    if (style.isLoose() && placement.isEmpty()) {
      return;
    }
    if (style.isLoose()) {
      json.piece(ACCELERATORS_KEY);
    }
    Optional<Accelerators> each = placement.flatMap(here -> here.machine().accelerators());
    if (each.isEmpty()) {
      writeEmptyMap(json);
      return;
    }
    json.bare("{");
    json.text(each.get().gpu().canonicalName());
    json.bare(":");
    json.bare(ResourceText.count(each.get()));
    json.bare("}");
  }

  private void writeEmptyMap(InnerJson json) {
    json.bare(style == Style.RELAYED ? "{}" : "null");
  }

  private void writePrimary(InnerJson json) {
    if (job.order() == Job.Order.PARALLEL) {
      flag(json, task.index() == 0);
    } else {
      json.writeNull();
    }
  }

  private void writeMetadata(InnerJson json) {
    HexFormat hex = HexFormat.of();
    long mark = job.fingerprint() + task.index();
    json.piece(COMMIT_HEAD);
    json.bare(hex.toHexDigits(mark));
    json.bare(hex.toHexDigits(~mark));
    json.bare(hex.toHexDigits((int) (mark >> 7)));
    json.piece(COMMIT_TAIL);
  }

  private void writeAddresses(InnerJson json) {
    if (placement.isEmpty()) {
      json.writeNull();
      return;
    }
    json.bare("[");
    for (int node = 0; node < nodes(); node++) {
      int mark = (int) (job.fingerprint() >>> 8) + 37 * node;
      json.bare(node == 0 ? "[" : ",[");
      json.text("10.0." + (mark >>> 4 & 0xff) + "." + (mark & 0xff));
      json.bare(",");
      json.text("203.0.113." + (mark >>> 12 & 0xff));
      json.bare("]");
    }
    json.bare("]");
  }

  private static void flag(InnerJson json, boolean flag) {
    json.bare(flag ? "true" : "false");
  }

  private static void writeTime(InnerJson json, OptionalLong millis) {
    if (millis.isPresent()) {
      json.seconds(millis.getAsLong());
    } else {
      json.writeNull();
    }
  }

  private static void writeText(InnerJson json, Optional<String> text) {
    if (text.isPresent()) {
      json.text(text.get());
    } else {
      json.writeNull();
    }
  }
}
