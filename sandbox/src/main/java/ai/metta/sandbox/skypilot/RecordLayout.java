// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Which release writes which keys of a job record, in which order.
final class RecordLayout {
  /// v2 since 0.11: fixed keys.
  private static final List<QueueColumn> TYPED =
      columns(
          """
          _job_id job_id task_id job_name task_name job_duration workspace status schedule_state
          resources cluster_resources cluster_resources_full cloud region zone infra
          recovery_count details failure_reason user_name user_hash submitted_at start_at end_at
          user_yaml entrypoint metadata controller_pid controller_pid_started_at dag_yaml_path
          env_file_path last_recovered_at run_timestamp priority priority_class
          original_user_yaml_path pool pool_hash current_cluster_name cluster_name_on_cloud
          job_id_on_pool_cluster accelerators labels links node_names execution is_job_group
          is_primary_in_job_group is_batch batch_total_batches batch_completed_batches
          internal_external_ips internal_services
          """);

  /// v1 since 0.11.
  private static final List<QueueColumn> LOOSE =
      columns(
          """
          _job_id _task_name resources submitted_at status run_timestamp start_at end_at
          last_recovered_at recovery_count job_duration failure_reason job_id task_id task_name
          specs local_log_file metadata links _job_info_job_id job_name schedule_state
          controller_pid controller_pid_started_at dag_yaml_path env_file_path dag_yaml_content
          env_file_content config_file_content user_hash workspace priority priority_class
          entrypoint original_user_yaml_path original_user_yaml_content pool current_cluster_name
          job_id_on_pool_cluster pool_hash is_primary_in_job_group execution cloud region zone
          is_batch batch_total_batches batch_completed_batches node_names user_yaml
          cluster_resources cluster_resources_full infra accelerators labels cluster_name_on_cloud
          internal_external_ips internal_services details is_job_group user_name
          """);

  /// v1 and v2 up to 0.10.
  private static final List<QueueColumn> OLD =
      columns(
          """
          _job_id _task_name resources submitted_at status run_timestamp start_at end_at
          last_recovered_at recovery_count job_duration failure_reason job_id task_id task_name
          specs local_log_file metadata _job_info_job_id job_name schedule_state controller_pid
          dag_yaml_path env_file_path user_hash workspace priority entrypoint
          original_user_yaml_path pool current_cluster_name job_id_on_pool_cluster pool_hash
          user_yaml cluster_resources cluster_resources_full cloud region zone infra accelerators
          details user_name
          """);

  private static final List<QueueColumn> SINCE_GROUPS =
      columns(
          """
          controller_pid_started_at priority_class cluster_name_on_cloud labels links node_names
          execution is_job_group is_primary_in_job_group internal_external_ips internal_services
          """);

  private static final List<QueueColumn> SINCE_BATCHES =
      columns("is_batch batch_total_batches batch_completed_batches");

  private RecordLayout() {}

  /// The columns of a record in order.
  static List<QueueColumn> of(Work queue, ServerVersion version) {
    if (!version.isAtLeast(ServerVersion.V24)) {
      return OLD;
    }
    List<QueueColumn> columns = new ArrayList<>(queue == Work.QUEUE_V2 ? TYPED : LOOSE);
    if (!version.isAtLeast(ServerVersion.V52)) {
      columns.removeAll(SINCE_BATCHES);
    }
    if (!version.isAtLeast(ServerVersion.V43)) {
      columns.removeAll(SINCE_GROUPS);
    }
    return List.copyOf(columns);
  }

  private static List<QueueColumn> columns(String wireNames) {
    return Stream.of(wireNames.strip().split("\\s+")).map(RecordLayout::column).toList();
  }

  private static QueueColumn column(String wireName) {
    return Arrays.stream(QueueColumn.values())
        .filter(column -> column.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no column " + wireName));
  }
}
