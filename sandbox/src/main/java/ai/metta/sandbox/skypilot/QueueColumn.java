// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.Locale;
import java.util.Set;

/// The keys of a job record. Which release writes which of them is in [RecordLayout].
enum QueueColumn {
  ROW_ID("_job_id"),
  OTHER_TASK_NAME("_task_name"),
  INFO_JOB_ID("_job_info_job_id"),
  JOB_ID,
  TASK_ID,
  JOB_NAME,
  TASK_NAME,
  JOB_DURATION,
  WORKSPACE,
  STATUS,
  SCHEDULE_STATE,
  RESOURCES,
  CLUSTER_RESOURCES,
  CLUSTER_RESOURCES_FULL,
  CLOUD,
  REGION,
  ZONE,
  INFRA,
  RECOVERY_COUNT,
  DETAILS,
  FAILURE_REASON,
  USER_NAME,
  USER_HASH,
  SUBMITTED_AT,
  START_AT,
  END_AT,
  USER_YAML,
  ENTRYPOINT,
  METADATA,
  CONTROLLER_PID,
  CONTROLLER_PID_STARTED_AT,
  DAG_YAML_PATH,
  ENV_FILE_PATH,
  DAG_YAML_CONTENT,
  ENV_FILE_CONTENT,
  CONFIG_FILE_CONTENT,
  LAST_RECOVERED_AT,
  RUN_TIMESTAMP,
  PRIORITY,
  PRIORITY_CLASS,
  ORIGINAL_USER_YAML_PATH,
  ORIGINAL_USER_YAML_CONTENT,
  POOL,
  POOL_HASH,
  CURRENT_CLUSTER_NAME,
  CLUSTER_NAME_ON_CLOUD,
  JOB_ID_ON_POOL_CLUSTER,
  ACCELERATORS,
  LABELS,
  LINKS,
  NODE_NAMES,
  EXECUTION,
  IS_JOB_GROUP,
  IS_PRIMARY_IN_JOB_GROUP,
  IS_BATCH,
  BATCH_TOTAL_BATCHES,
  BATCH_COMPLETED_BATCHES,
  INTERNAL_EXTERNAL_IPS,
  INTERNAL_SERVICES,
  SPECS,
  LOCAL_LOG_FILE;

  private static final Set<QueueColumn> ALWAYS = Set.of(JOB_ID, STATUS, IS_JOB_GROUP);

  /// Columns that come from the cluster records. Asking for one brings them all.
  private static final Set<QueueColumn> OF_CLUSTER =
      Set.of(
          CLUSTER_RESOURCES,
          CLUSTER_RESOURCES_FULL,
          CLOUD,
          REGION,
          ZONE,
          INFRA,
          ACCELERATORS,
          LABELS,
          CLUSTER_NAME_ON_CLOUD,
          CURRENT_CLUSTER_NAME,
          INTERNAL_EXTERNAL_IPS);

  /// Columns without anything in them here.
  private static final Set<QueueColumn> EMPTY =
      Set.of(
          OTHER_TASK_NAME,
          PRIORITY_CLASS,
          ORIGINAL_USER_YAML_PATH,
          NODE_NAMES,
          BATCH_TOTAL_BATCHES,
          BATCH_COMPLETED_BATCHES,
          INTERNAL_SERVICES,
          LOCAL_LOG_FILE,
          DAG_YAML_CONTENT,
          ENV_FILE_CONTENT,
          CONFIG_FILE_CONTENT);

  private final String wireName;

  QueueColumn() {
    this.wireName = name().toLowerCase(Locale.ROOT);
  }

  QueueColumn(String wireName) {
    this.wireName = wireName;
  }

  String wireName() {
    return wireName;
  }

  boolean isAlwaysNull() {
    return EMPTY.contains(this);
  }

  /// Whether the column is filled when these are asked for.
  boolean isIn(Set<String> fields) {
    if (OF_CLUSTER.contains(this)) {
      return OF_CLUSTER.stream().anyMatch(column -> fields.contains(column.wireName));
    }
    return ALWAYS.contains(this)
        || fields.contains(wireName)
        || (this == USER_HASH && fields.contains(USER_NAME.wireName));
  }
}
