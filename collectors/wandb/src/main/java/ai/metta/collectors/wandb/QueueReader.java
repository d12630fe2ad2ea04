// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.json.Json;
import ai.metta.collectors.wandb.WandbApi.Question;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads sweeps, and the launch queues of an entity.
record QueueReader(Lists lists) {
  /// Where the service keeps an entity's queues.
  private static final String HOME = "model-registry";

  private static final int PAGE = 100;

  private record Sweep(String name, String state) {
    static Sweep of(Json json) {
      return new Sweep(json.at("name").required(Json::text), json.at("state").required(Json::text));
    }
  }

  /// What was put into a queue.
  ///
  /// @param run the one that was made of it; empty text while there is none
  private record Item(String id, String state, String run) {
    static Item of(Json json) {
      return new Item(
          json.at("id").required(Json::text),
          json.at("state").required(Json::text),
          json.at("associatedRunId").text().orElse(""));
    }

    boolean waits() {
      return run.isEmpty() && !state.equalsIgnoreCase("failed");
    }
  }

  /// How many sweeps are running.
  long runningSweeps(Project project) {
    return lists
        .all(Question.of(Document.SWEEPS, project).with("first", PAGE), seen -> seen, Sweep::of)
        .items()
        .stream()
        .filter(sweep -> sweep.state().equalsIgnoreCase("running"))
        .count();
  }

  /// How many items wait, by queue.
  ///
  /// @throws FailureException of configuration where there is no such queue
  Map<String, Long> waiting(String entity, List<String> queues) {
    Project home = new Project(entity, HOME);
    List<String> known =
        lists
            .api()
            .project(Question.of(Document.QUEUES, home))
            .data()
            .at("runQueues")
            .unbroken()
            .map(queue -> queue.at("name").required(Json::text))
            .toList();
    Map<String, Long> waiting = new LinkedHashMap<>();
    for (String queue : queues) {
      if (!known.contains(queue)) {
        throw new FailureException(
            new Failure.Configuration(
                "wandb: "
                    + entity
                    + " has no launch queue \""
                    + queue
                    + "\", but "
                    + known
                    + ": correct wandb.launch_queues"));
      }
      waiting.put(queue, waiting(home, queue));
    }
    return waiting;
  }

  private long waiting(Project home, String queue) {
    return lists
        .all(
            Question.of(Document.QUEUE_ITEMS, home).with("queue", queue).with("first", PAGE),
            seen -> seen.at("runQueue"),
            Item::of)
        .items()
        .stream()
        .filter(Item::waits)
        .count();
  }
}
