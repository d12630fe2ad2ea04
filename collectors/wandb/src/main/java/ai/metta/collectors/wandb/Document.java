// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.Collection;
import java.util.stream.Collectors;

/// The GraphQL documents. Fields that an older server may lack have a line each.
enum Document {
  VIEWER(
      """
      query Viewer {
        viewer { username }
      }
      """),
  ACTIVE_RUNS(runs("ActiveRuns", "systemMetrics")),
  ENDED_RUNS(runs("EndedRuns", "")),
  RUN_COUNT(
      """
      query RunCount($entity: String!, $project: String!, $filters: JSONString!) {
        project(entityName: $entity, name: $project) {
          runCount(filters: $filters)
        }
      }
      """),
  SWEEPS(
      """
      query Sweeps($entity: String!, $project: String!, $first: Int!, $after: String) {
        project(entityName: $entity, name: $project) {
          list: sweeps(filters: "{}", first: $first, after: $after) {
            edges { node { name state } }
            pageInfo { endCursor hasNextPage }
          }
        }
      }
      """),
  QUEUES(
      """
      query LaunchQueues($entity: String!, $project: String!) {
        project(entityName: $entity, name: $project) {
          runQueues { name }
        }
      }
      """),
  QUEUE_ITEMS(
      """
      query LaunchQueue($entity: String!, $project: String!, $queue: String!, $first: Int!, $after: String) {
        project(entityName: $entity, name: $project) {
          runQueue(name: $queue) {
            list: runQueueItems(first: $first, after: $after) {
              edges { node { id state associatedRunId } }
              pageInfo { endCursor hasNextPage }
            }
          }
        }
      }
      """);

  private final String text;

  Document(String text) {
    this.text = text;
  }

  /// What is asked of runs.
  ///
  /// @param more a field beside those that all have
  private static String runs(String operation, String more) {
    return """
    query %s($entity: String!, $project: String!, $filters: JSONString!, $config: [String!]!, $summary: [String!]!, $first: Int!, $after: String) {
      project(entityName: $entity, name: $project) {
        list: runs(filters: $filters, order: "+created_at", first: $first, after: $after) {
          edges {
            node {
              name
              displayName
              state
              sweepName
              tags
              createdAt
              heartbeatAt
              computeSeconds
              user { username }
              runInfo { gpuCount gpu }
              config(keys: $config)
              summaryMetrics(keys: $summary)
              %s
            }
          }
          pageInfo { endCursor hasNextPage }
        }
      }
    }
    """
        .formatted(operation, more);
  }

  /// Its text, less these fields.
  String without(Collection<Field> fields) {
    return text.lines()
        .filter(line -> fields.stream().noneMatch(field -> isOf(line, field)))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  boolean asksFor(Field field) {
    return text.lines().anyMatch(line -> isOf(line, field));
  }

  private static boolean isOf(String line, Field field) {
    String stripped = line.strip();
    return stripped.equals(field.word()) || stripped.startsWith(field.word() + " {");
  }
}
