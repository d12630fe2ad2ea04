// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.InnerJson.Piece;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Placement;
import ai.metta.sandbox.skypilot.fleet.Usage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What clusters have cost: one row for each life of a cluster, those of jobs included where the
/// API server is its own controller.
///
/// @param days how far to look back
record CostQuestion(
    ServerVersion version, int days, Optional<List<String>> hashes, Optional<List<String>> names)
    implements Question {
  private static final int USUAL_DAYS = 30;

  private static final Piece FIRST = Piece.of("[{");
  private static final Piece NEXT = Piece.of(",{");
  private static final Piece NAME = Piece.of("\"name\":");
  private static final Piece LAUNCHED_AT = key("launched_at");
  private static final Piece DURATION = key("duration");
  private static final Piece NUM_NODES = key("num_nodes");
  private static final Piece RESOURCES = Piece.of(",\"resources\":\"gAROLg==\"");
  private static final Piece RESOURCES_AND_PRIORITY =
      Piece.of(",\"resources\":\"gAROLg==\",\"priority\":null,\"priority_class\":null");
  private static final Piece CLUSTER_HASH = key("cluster_hash");
  private static final Piece USAGE_INTERVALS = key("usage_intervals");
  private static final Piece STATUS = key("status");
  private static final Piece USER_HASH = key("user_hash");
  private static final Piece USER_NAME = key("user_name");
  private static final Piece WORKSPACE = Piece.of(",\"workspace\":\"default\"");
  private static final Piece WORKSPACE_AND_NODE_NAMES =
      Piece.of(",\"workspace\":\"default\",\"node_names\":null");

  /// What is told of a cluster while it lives.
  private static final Piece ALIVE =
      Piece.of(
          ",\"last_creation_yaml\":\"resources:\\n  infra: aws\\n\""
              + ",\"last_creation_command\":\"sky launch\",\"last_event\":\"Cluster launched.\"");

  /// And what is left of that afterwards.
  private static final Piece TERMINATED =
      Piece.of(",\"last_creation_yaml\":null,\"last_creation_command\":null,\"last_event\":null");

  private static final Piece TOTAL_COST = key("total_cost");
  private static final Piece CLOUD_AND_REGION = Piece.of(",\"cloud\":\"AWS\",\"region\":");
  private static final Piece CPUS = key("cpus");
  private static final Piece MEMORY = key("memory");
  private static final Piece ACCELERATORS = key("accelerators");
  private static final Piece RESOURCES_STR = key("resources_str");
  private static final Piece RESOURCES_STR_FULL = key("resources_str_full");

  static CostQuestion of(Arguments arguments, ServerVersion version) {
    return new CostQuestion(
        version,
        Math.max(0, arguments.number("days").orElse(USUAL_DAYS)),
        arguments.texts("cluster_hashes"),
        arguments.texts("cluster_names"));
  }

  @Override
  public Outcome answer(FleetView view) {
    return new Outcome.Value(json -> {
      Rows rows = new Rows(json, view.nowMillis());
      view.usages(
          Duration.ofDays(days),
          usage -> {
            boolean asked =
                names.map(list -> list.contains(usage.name())).orElse(true)
                    && hashes.map(list -> list.contains(usage.hash())).orElse(true);
            if (asked) {
              rows.write(usage);
            }
          });
      rows.end();
    });
  }

  /// Writes rows one after the other, as they come.
  private final class Rows {
    private final InnerJson json;
    private final long nowMillis;
    private int written;

    Rows(InnerJson json, long nowMillis) {
      this.json = json;
      this.nowMillis = nowMillis;
    }

    void write(Usage usage) {
      Optional<String> status = usage.status().map(Enum::name);
      json.piece(written++ == 0 ? FIRST : NEXT).piece(NAME).text(usage.name());
      json.piece(LAUNCHED_AT).number(usage.launchedSecond());
      json.piece(DURATION).number(usage.durationSeconds(nowMillis));
      json.piece(NUM_NODES).number(usage.nodes());
      json.piece(isRecent() ? RESOURCES_AND_PRIORITY : RESOURCES);
      json.piece(CLUSTER_HASH).text(usage.hash());
      writeIntervals(usage.intervals());
      writeText(STATUS, status);
      json.piece(USER_HASH).text(usage.owner().hash());
      writeText(USER_NAME, usage.owner().name());
      json.piece(isRecent() ? WORKSPACE_AND_NODE_NAMES : WORKSPACE);
      json.piece(status.isPresent() ? ALIVE : TERMINATED);
      json.piece(TOTAL_COST).bare(JsonText.plain(usage.costUsd(nowMillis)));
      writePlacement(usage);
      json.bare("}");
    }

    void end() {
      json.bare(written == 0 ? "[]" : "]");
    }

    private void writePlacement(Usage usage) {
      Placement placement = usage.placement();
      int memoryGib = placement.machine().memoryGib();
      json.piece(CLOUD_AND_REGION).text(placement.region().wireName());
      json.piece(CPUS).text(placement.machine().cpus() + ".0");
      json.piece(MEMORY).text(isRecent() ? memoryGib + ".0" : "None");
      json.piece(ACCELERATORS).text(ResourceText.dictionary(placement).orElse("None"));
      json.piece(RESOURCES_STR).text(ResourceText.launched(usage.nodes(), placement));
      json.piece(RESOURCES_STR_FULL).text(ResourceText.launchedFully(usage.nodes(), placement));
    }

    private void writeIntervals(List<Usage.Interval> intervals) {
      json.piece(USAGE_INTERVALS);
      for (int i = 0; i < intervals.size(); i++) {
        json.bare(i == 0 ? "[[" : ",[");
        json.number(intervals.get(i).fromSecond());
        json.bare(",");
        if (intervals.get(i).toSecond().isPresent()) {
          json.number(intervals.get(i).toSecond().getAsLong());
        } else {
          json.writeNull();
        }
        json.bare("]");
      }
      json.bare("]");
    }

    private void writeText(Piece key, Optional<String> text) {
      json.piece(key);
      if (text.isPresent()) {
        json.text(text.get());
      } else {
        json.writeNull();
      }
    }
  }

  private boolean isRecent() {
    return version.isAtLeast(ServerVersion.V24);
  }

  private static Piece key(String name) {
    return Piece.of(",\"" + name + "\":");
  }
}
