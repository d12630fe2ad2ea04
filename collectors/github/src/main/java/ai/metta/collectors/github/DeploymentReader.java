// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.github.GraphQl.Question;
import ai.metta.collectors.github.RunReader.Seconds;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads deployments, by whatever rule a team has for them.
record DeploymentReader(
    GraphQl graphQl, WorkflowReader workflows, RunReader runs, Overview overview) {
  private static final Set<String> GOOD = Set.of("SUCCESS", "INACTIVE");
  private static final Set<String> BAD = Set.of("FAILURE", "ERROR");

  /// A deployment that has ended.
  record Deployment(Instant started, Instant finished, Result result) {
    enum Result {
      SUCCEEDED,
      FAILED
    }

    boolean succeeded() {
      return result == Result.SUCCEEDED;
    }
  }

  /// Ended deployments that began in a window, or later, in no order.
  ///
  /// @param asOf of runs, what came of the attempts that had begun by then
  List<Deployment> read(DeploymentRule rule, Seconds window, Instant asOf)
      throws InterruptedException {
    Instant since = window.from();
    return switch (rule) {
      case DeploymentRule.None() ->
          throw new UnsupportedException(
              "nothing says what a deployment is: set github.deployments");
      case DeploymentRule.Environment(String name) -> ofEnvironment(name, since);
      case DeploymentRule.Releases() -> releases();
      case DeploymentRule.Workflow(Glob name) -> ofWorkflow(name, window, asOf);
    };
  }

  private List<Deployment> ofEnvironment(String name, Instant since) {
    Question question =
        Question.of(Document.DEPLOYMENTS, overview.current()).with("environment", name);
    return graphQl
        .takeWhile(question, node -> !node.at("createdAt").required(Json::time).isBefore(since))
        .stream()
        .flatMap(node -> deployment(node).stream())
        .toList();
  }

  /// What it first came to: a later success makes the one before it inactive, not a failure.
  private static Optional<Deployment> deployment(Json node) {
    Instant started = node.at("createdAt").required(Json::time);
    Json statuses = node.at("statuses");
    if (statuses.at("totalCount").required(Json::whole) > statuses.at("nodes").items().size()) {
      throw new UnsupportedException(
          "a deployment of " + started + " has more statuses than GitHub shows beside it");
    }
    return statuses
        .at("nodes")
        .unbroken()
        .filter(status -> isFinal(status.at("state").required(Json::text)))
        .min(Comparator.comparing(status -> status.at("createdAt").required(Json::time)))
        .map(status ->
            new Deployment(
                started,
                status.at("createdAt").required(Json::time),
                GOOD.contains(status.at("state").required(Json::text))
                    ? Deployment.Result.SUCCEEDED
                    : Deployment.Result.FAILED));
  }

  private static boolean isFinal(String state) {
    return GOOD.contains(state) || BAD.contains(state);
  }

  /// All of them: they come by when they were drafted, and an old draft may be published any day.
  private List<Deployment> releases() {
    return graphQl.all(Question.of(Document.RELEASES, overview.current())).stream()
        .filter(node -> !node.at("isDraft").required(Json::flag))
        .filter(node -> !node.at("isPrerelease").required(Json::flag))
        .flatMap(node -> node.at("publishedAt").time().stream())
        .map(published -> new Deployment(published, published, Deployment.Result.SUCCEEDED))
        .toList();
  }

  private List<Deployment> ofWorkflow(Glob name, Seconds window, Instant asOf)
      throws InterruptedException {
    if (overview.isEmpty()) {
      return List.of();
    }
    String branch = overview.branch();
    List<WorkflowRun> all =
        workflows.read(List.of(name)).stream()
            .flatMap(workflow -> runs.ofWorkflow(workflow.id(), branch, window).stream())
            .toList();
    List<WorkflowRun> deploying =
        runs.standing(asOf, asOf, all).stream()
            .map(run -> run.all().getFirst())
            .filter(run -> !run.isForPull())
            .toList();
    return runs.attempts(deploying).stream().flatMap(DeploymentReader::deployment).toList();
  }

  /// An attempt: one that failed and was repeated is a failed deployment and a good one.
  private static Stream<Deployment> deployment(WorkflowRun run) {
    return run.hasSucceeded() || run.hasFailed()
        ? Stream.of(
            new Deployment(
                run.started(),
                run.updated(),
                run.hasSucceeded() ? Deployment.Result.SUCCEEDED : Deployment.Result.FAILED))
        : Stream.empty();
  }
}
