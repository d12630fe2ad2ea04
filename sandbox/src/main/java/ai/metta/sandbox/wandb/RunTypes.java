// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb;

import ai.metta.sandbox.graphql.Arguments;
import ai.metta.sandbox.graphql.ObjectType;
import ai.metta.sandbox.graphql.ObjectType.Hidden;
import ai.metta.sandbox.graphql.ObjectType.Node;
import ai.metta.sandbox.wandb.experiments.Hardware;
import ai.metta.sandbox.wandb.experiments.TrainingRun;
import ai.metta.sandbox.wandb.experiments.TrainingRun.Sight;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// The part of the schema that is about runs. An older server knows less of them.
final class RunTypes {
  private static final ObjectType USER =
      new ObjectType("User")
          .<String>leaf("username", (name, _) -> name)
          .<String>leaf("name", (name, _) -> name);
  private static final ObjectType RUN_INFO =
      new ObjectType("RunInfo")
          .<Hardware>leaf("gpuCount", (hardware, _) -> hardware.gpus())
          .<Hardware>leaf("gpu", (hardware, _) -> hardware.gpu());

  /// What an older server knows of a run.
  static final ObjectType OLD_RUN = old();

  static final ObjectType RUN =
      old()
          .<Seen>leaf("computeSeconds", (seen, _) -> seen.run().computeSeconds())
          .<Seen>leaf("systemMetrics", (seen, _) -> new RunTexts(seen.run()).system())
          .<Seen>object("runInfo", () -> RUN_INFO, (seen, _) -> runInfo(seen.run()))
          .<Seen>object(
              "user", () -> USER, (seen, _) -> seen.run().user().map(name -> new Node(USER, name)));

  private RunTypes() {}

  /// A run, and how it is told of.
  record Seen(TrainingRun run, Optional<Fault> fault) {}

  private static ObjectType old() {
    return new ObjectType("Run")
        .<Seen>leaf("id", (seen, _) -> "UnVuOnYxOg" + seen.run().id())
        .<Seen>leaf("name", (seen, _) -> seen.run().id())
        .<Seen>leaf("displayName", (seen, _) -> seen.run().displayName())
        .<Seen>leaf("state", (seen, _) -> state(seen))
        .<Seen>leaf("sweepName", (seen, _) -> seen.run().sweep())
        .<Seen>leaf("tags", (seen, _) -> new RunTexts(seen.run()).tags())
        .<Seen>leaf("createdAt", (seen, _) -> seen.run().created())
        .<Seen>leaf("heartbeatAt", (seen, _) -> seen.run().heartbeat())
        .<Seen>leaf(
            "config",
            (seen, arguments) -> new RunTexts(seen.run()).config(arguments.words("keys")),
            "keys")
        .<Seen>leaf("summaryMetrics", RunTypes::summary, "keys");
  }

  private static Object state(Seen seen) {
    return seen.fault().filter(Fault.STRANGE_STATE::equals).isPresent()
        ? "hibernating"
        : seen.run().state().word();
  }

  private static Object summary(Seen seen, Arguments arguments) {
    return seen.fault().filter(Fault.BROKEN_SUMMARY::equals).isPresent()
        ? "{\"overview/sps\": 41"
        : new RunTexts(seen.run()).summary(arguments.words("keys"));
  }

  private static Object runInfo(TrainingRun run) {
    return run.hardware().saysGpus()
        ? Optional.of(new Node(RUN_INFO, run.hardware()))
        : Optional.empty();
  }

  /// Those that the arguments ask for, in their order; what is hidden keeps its place.
  static List<Object> asked(
      ObjectType type, List<TrainingRun> all, Arguments arguments, Optional<Fault> fault) {
    Predicate<TrainingRun> wanted =
        arguments.text("filters").map(RunFilter::parse).orElse(_ -> true);
    List<TrainingRun> runs =
        all.stream().filter(wanted).sorted(order(arguments.text("order"))).toList();
    Optional<TrainingRun> newest =
        runs.stream()
            .filter(run -> run.sight() == Sight.OPEN)
            .max(Comparator.comparing(TrainingRun::created));
    return runs.stream()
        .<Object>map(run ->
            run.sight() == Sight.HIDDEN
                ? new Hidden()
                : new Node(type, new Seen(run, ofOne(run, newest, fault))))
        .toList();
  }

  /// Only the newest run's summary breaks.
  private static Optional<Fault> ofOne(
      TrainingRun run, Optional<TrainingRun> newest, Optional<Fault> fault) {
    return fault.filter(
        one -> one != Fault.BROKEN_SUMMARY || newest.filter(run::equals).isPresent());
  }

  private static Comparator<TrainingRun> order(Optional<String> order) {
    String by = order.orElse("-created_at");
    Comparator<TrainingRun> comparator =
        switch (by.substring(1)) {
          case "created_at", "createdAt" -> Comparator.comparing(TrainingRun::created);
          case "heartbeat_at", "heartbeatAt" ->
              Comparator.comparing(run -> run.heartbeat().orElse(Instant.MIN));
          default -> throw new RefusedException("invalid order: " + by);
        };
    Comparator<TrainingRun> whole = comparator.thenComparing(TrainingRun::id);
    return by.startsWith("-") ? whole.reversed() : whole;
  }
}
