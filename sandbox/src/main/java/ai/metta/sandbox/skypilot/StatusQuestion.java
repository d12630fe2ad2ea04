// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Cluster;
import ai.metta.sandbox.skypilot.fleet.ClusterStatus;
import ai.metta.sandbox.skypilot.fleet.FleetView;
import ai.metta.sandbox.skypilot.fleet.Placement;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/// The list of clusters. Handles are empty pickles: nobody but Python can read them anyway, and
/// credentials are never told.
record StatusQuestion(
    ServerVersion version, Optional<List<String>> names, Optional<String> owner, Detail detail)
    implements Question {
  /// A pickled None.
  static final String EMPTY_PICKLE = "gAROLg==";

  /// How much of each cluster is told.
  enum Detail {
    SUMMARY,
    FULL
  }

  static StatusQuestion of(Arguments arguments, Caller caller, ServerVersion version) {
    arguments.flag("include_credentials");
    arguments.flag("include_handle");
    boolean everyone = arguments.flag("all_users").orElse(true);
    boolean summary = arguments.isTrue("summary_response");
    return new StatusQuestion(
        version,
        arguments.texts("cluster_names"),
        everyone ? Optional.empty() : Optional.of(caller.id()),
        summary && version.isAtLeast(ServerVersion.V24) ? Detail.SUMMARY : Detail.FULL);
  }

  @Override
  public Outcome answer(FleetView view) {
    return Outcome.Value.of(json -> {
      json.writeStartArray();
      for (Cluster cluster : view.clusters()) {
        boolean named = names.isEmpty() || names.get().contains(cluster.name());
        if (named && owner.map(cluster.owner().hash()::equals).orElse(true)) {
          write(json, cluster, view.nowMillis());
        }
      }
      json.writeEndArray();
    });
  }

  private void write(JsonGenerator json, Cluster cluster, long nowMillis) {
    json.writeStartObject();
    if (!version.isAtLeast(ServerVersion.V24)) {
      new ClusterRecord(json, cluster, nowMillis).writeOld();
    } else {
      switch (detail) {
        case SUMMARY -> new ClusterRecord(json, cluster, nowMillis).writeSummary();
        case FULL -> new ClusterRecord(json, cluster, nowMillis).writeFull();
      }
    }
    json.writeEndObject();
  }

  /// One cluster as a record. Since 0.11 a key without a value is left out; before, it is null.
  private record ClusterRecord(JsonGenerator json, Cluster cluster, long nowMillis) {
    void writeSummary() {
      writeIdentity();
      writeStatus();
      json.writeStringProperty("cluster_hash", cluster.hash());
      json.writeBooleanProperty("cluster_ever_up", cluster.wasUp(nowMillis));
      writeOwner();
      json.writeStringProperty("workspace", "default");
      json.writeBooleanProperty("is_managed", false);
      writeResources();
      writePlace();
      json.writeStringProperty("memory", decimal(placement().machine().memoryGib()));
      ResourceText.dictionary(placement())
          .ifPresent(gpus -> json.writeStringProperty("accelerators", gpus));
      writeEmptyMap("labels");
      json.writeNumberProperty("priority", 0);
      json.writeStringProperty("last_use", "");
      json.writeNumberProperty("status_updated_at", 0);
      json.writeStringProperty("handle", EMPTY_PICKLE);
      json.writeStringProperty("storage_mounts_metadata", EMPTY_PICKLE);
    }

    void writeFull() {
      writeIdentity();
      json.writeStringProperty("handle", EMPTY_PICKLE);
      json.writeStringProperty("last_use", command());
      writeStatus();
      writeAccount();
      writeHistory();
      writeResources();
      writePlace();
      json.writeStringProperty("memory", decimal(placement().machine().memoryGib()));
      ResourceText.dictionary(placement())
          .ifPresent(gpus -> json.writeStringProperty("accelerators", gpus));
      writeEmptyMap("labels");
      json.writeStringProperty("cluster_name_on_cloud", cluster.name() + "-" + mark());
      json.writeNumberProperty("priority", 0);
      writeEmptyMap("links");
      json.writeStringProperty("storage_mounts_metadata", EMPTY_PICKLE);
    }

    void writeOld() {
      writeIdentity();
      json.writeStringProperty("handle", EMPTY_PICKLE);
      json.writeStringProperty("last_use", command());
      writeStatus();
      writeAccount();
      json.writeStringProperty("storage_mounts_metadata", EMPTY_PICKLE);
      writeHistory();
      writeResources();
      json.writeNullProperty("credentials");
      writePlace();
      json.writeNullProperty("memory");
      json.writeName("accelerators");
      Optional<String> gpus = ResourceText.dictionary(placement());
      if (gpus.isPresent()) {
        json.writeString(gpus.get());
      } else {
        json.writeNull();
      }
    }

    private void writeIdentity() {
      json.writeStringProperty("name", cluster.name());
      json.writeNumberProperty("launched_at", cluster.launchedSecond());
    }

    private void writeStatus() {
      json.writeStringProperty("status", status().name());
      json.writeNumberProperty("autostop", cluster.autostopMinutes());
      json.writeBooleanProperty("to_down", false);
    }

    private void writeOwner() {
      json.writeStringProperty("user_hash", cluster.owner().hash());
      cluster.owner().name().ifPresent(name -> json.writeStringProperty("user_name", name));
    }

    private void writeAccount() {
      json.writeName("owner");
      json.writeStartArray();
      json.writeString("AIDASANDBOX");
      json.writeString("000000000000");
      json.writeEndArray();
      writeEmptyMap("metadata");
      json.writeStringProperty("cluster_hash", cluster.hash());
    }

    private void writeHistory() {
      json.writeBooleanProperty("cluster_ever_up", cluster.wasUp(nowMillis));
      json.writeNumberProperty("status_updated_at", statusSince());
      writeOwner();
      json.writeStringProperty("config_hash", mark().repeat(4));
      json.writeStringProperty("workspace", "default");
      json.writeStringProperty("last_creation_yaml", "resources:\n  infra: aws\n");
      json.writeStringProperty("last_creation_command", command());
      json.writeBooleanProperty("is_managed", false);
      json.writeStringProperty("last_event", event());
    }

    private void writeResources() {
      json.writeStringProperty(
          "resources_str", ResourceText.launched(cluster.nodes(), placement()));
      json.writeStringProperty(
          "resources_str_full", ResourceText.launchedFully(cluster.nodes(), placement()));
    }

    private void writePlace() {
      json.writeNumberProperty("nodes", cluster.nodes());
      json.writeStringProperty("cloud", "AWS");
      json.writeStringProperty("region", placement().region().wireName());
      json.writeStringProperty("cpus", decimal(placement().machine().cpus()));
    }

    private void writeEmptyMap(String name) {
      json.writeName(name);
      json.writeStartObject();
      json.writeEndObject();
    }

    private Placement placement() {
      return cluster.placement();
    }

    private ClusterStatus status() {
      return cluster.statusAt(nowMillis).orElseThrow();
    }

    private long statusSince() {
      return cluster.stayAt(nowMillis).map(Cluster.Stay::fromSecond).orElseThrow();
    }

    private String command() {
      return "sky launch -c " + cluster.name() + " cluster.yaml";
    }

    private String event() {
      return switch (status()) {
        case INIT -> "Launching on AWS";
        case UP -> "Cluster is up.";
        case STOPPED -> "Stopped by autostop";
      };
    }

    private String mark() {
      return cluster.hash().substring(0, 8);
    }

    private static String decimal(int number) {
      return number + ".0";
    }
  }
}
