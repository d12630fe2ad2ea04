// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Node;
import ai.metta.sandbox.graphql.Schema;
import ai.metta.sandbox.wandb.experiments.Experiments;
import ai.metta.sandbox.wandb.experiments.QueueItem;
import ai.metta.sandbox.wandb.experiments.Sweep;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The part of W&B's schema that is spoken here: the viewer, projects, sweeps and launch queues.
final class WandbSchema {
  /// Where the queues of a team are kept.
  static final String HOME_OF_QUEUES = "model-registry";

  private static final ObjectType USER =
      new ObjectType("User")
          .<String>leaf("username", (name, _) -> name)
          .<String>leaf("name", (name, _) -> name);
  private static final ObjectType SWEEP =
      new ObjectType("Sweep")
          .<Sweep>leaf("name", (sweep, _) -> sweep.name())
          .<Sweep>leaf("state", (sweep, _) -> sweep.state())
          .<Sweep>leaf("method", (_, _) -> "bayes")
          .<Sweep>leaf("createdAt", (sweep, _) -> sweep.created())
          .<Sweep>leaf("runCount", (sweep, _) -> sweep.runs());
  private static final ObjectType ITEM =
      new ObjectType("RunQueueItem")
          .<QueueItem>leaf("id", (item, _) -> item.id())
          .<QueueItem>leaf("state", (item, _) -> item.state())
          .<QueueItem>leaf("associatedRunId", (item, _) -> item.run());
  private static final ObjectType QUEUE =
      new ObjectType("RunQueue")
          .<Queue>leaf("id", (queue, _) -> "UXVldWU6" + queue.name())
          .<Queue>leaf("name", (queue, _) -> queue.name())
          .<Queue>connection("runQueueItems", () -> ITEM, (queue, _) -> items(queue));

  /// The latest release.
  static final Schema SCHEMA = schema(RunTypes.RUN, Sweeps.KNOWN);

  /// One that knows less of runs.
  static final Schema OLD = schema(RunTypes.OLD_RUN, Sweeps.KNOWN);

  /// One that knows no sweeps.
  static final Schema WITHOUT_SWEEPS = schema(RunTypes.RUN, Sweeps.UNKNOWN);

  private WandbSchema() {}

  private enum Sweeps {
    KNOWN,
    UNKNOWN
  }

  /// A project that somebody may see.
  private record Project(RootView root, String name) {
    List<TrainingRun> runs() {
      return root.view().runs(name);
    }
  }

  private record Queue(RootView root, String name) {}

  private static Schema schema(ObjectType run, Sweeps sweeps) {
    ObjectType project =
        new ObjectType("Project")
            .<Project>leaf("id", (one, _) -> "UHJvamVjdDp2MTo" + one.name())
            .<Project>leaf("name", (one, _) -> one.name())
            .<Project>leaf("entityName", (_, _) -> Experiments.ENTITY)
            .<Project>leaf("runCount", WandbSchema::runCount, "filters")
            .<Project>connection(
                "runs",
                () -> run,
                (one, arguments) -> RunTypes.asked(run, one.runs(), arguments, one.root().fault()),
                "filters",
                "order")
            .<Project>object("runQueues", () -> QUEUE, (one, _) -> queues(one))
            .<Project>object("runQueue", () -> QUEUE, WandbSchema::queue, "name");
    if (sweeps == Sweeps.KNOWN) {
      ObjectType _ =
          project.<Project>connection(
              "sweeps", () -> SWEEP, (one, _) -> sweeps(one), "filters", "order");
    }
    ObjectType query =
        new ObjectType("Query")
            .<RootView>object(
                "viewer", () -> USER, (root, _) -> root.viewer().map(name -> new Node(USER, name)))
            .<RootView>object(
                "project",
                () -> project,
                (root, arguments) -> project(project, root, arguments),
                "name",
                "entityName");
    return new Schema(query, List.of(query, project, run, USER, SWEEP, QUEUE, ITEM));
  }

  /// One that is not there, and one that may not be seen, are the same.
  private static Object project(ObjectType type, RootView root, Arguments arguments) {
    String name = arguments.text("name").orElse("");
    boolean seen =
        root.viewer().isPresent()
            && !root.has(Fault.NO_PROJECT)
            && arguments.text("entityName").filter(Experiments.ENTITY::equals).isPresent()
            && (name.equals(HOME_OF_QUEUES) || Experiments.PROJECTS.contains(name));
    return seen ? new Node(type, new Project(root, name)) : Optional.empty();
  }

  private static Object runCount(Project project, Arguments arguments) {
    Predicate<TrainingRun> wanted =
        arguments.text("filters").map(RunFilter::parse).orElse(_ -> true);
    return project.runs().stream()
        .filter(run -> run.sight() == TrainingRun.Sight.OPEN)
        .filter(wanted)
        .count();
  }

  private static Object sweeps(Project project) {
    return project.root().view().sweeps().stream()
        .filter(sweep -> sweep.project().equals(project.name()))
        .map(sweep -> new Node(SWEEP, sweep))
        .toList();
  }

  private static Object queues(Project project) {
    return project.name().equals(HOME_OF_QUEUES)
        ? Experiments.QUEUES.stream()
            .map(name -> new Node(QUEUE, new Queue(project.root(), name)))
            .toList()
        : List.of();
  }

  private static Object queue(Project project, Arguments arguments) {
    return arguments
        .text("name")
        .filter(Experiments.QUEUES::contains)
        .filter(_ -> project.name().equals(HOME_OF_QUEUES))
        .map(name -> new Node(QUEUE, new Queue(project.root(), name)));
  }

  private static Object items(Queue queue) {
    return queue.root().view().queueItems().stream()
        .filter(item -> item.queue().equals(queue.name()))
        .map(item -> new Node(ITEM, item))
        .toList();
  }
}
