// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.access.json.Json;
import ai.metta.collect.UnsupportedException;
import ai.metta.collectors.github.GraphQl.Question;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads deployments, by whatever rule a team has for them.
record DeploymentReader(GithubApi api, GraphQl graphQl, Overview overview) {
  private static final Set<String> GOOD = Set.of("SUCCESS", "INACTIVE");
  private static final Set<String> WORKFLOWS = Set.of("workflows", "id", "name", "path");
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

  /// Ended deployments that began since, in no order.
  List<Deployment> read(DeploymentRule rule, Instant since) {
    return switch (rule) {
      case DeploymentRule.None() ->
          throw new UnsupportedException(
              "nothing says what a deployment is: set github.deployments");
      case DeploymentRule.Environment(String name) -> ofEnvironment(name, since);
      case DeploymentRule.Releases() -> releases(since);
      case DeploymentRule.Workflow(Glob name) -> ofWorkflow(name, since);
    };
  }

  private List<Deployment> ofEnvironment(String name, Instant since) {
    Question question =
        Question.of(Document.DEPLOYMENTS, overview.repository()).with("environment", name);
    return graphQl
        .takeWhile(question, node -> !node.at("createdAt").required(Json::time).isBefore(since))
        .stream()
        .flatMap(node -> deployment(node).stream())
        .toList();
  }

  /// What it first came to: a later success makes the one before it inactive, not a failure.
  private static Optional<Deployment> deployment(Json node) {
    Instant started = node.at("createdAt").required(Json::time);
    return node.at("statuses", "nodes")
        .present()
        .filter(status -> isFinal(status.at("state").required(Json::text)))
        .min(java.util.Comparator.comparing(status -> status.at("createdAt").required(Json::time)))
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

  private List<Deployment> releases(Instant since) {
    return graphQl
        .takeWhile(
            Question.of(Document.RELEASES, overview.repository()),
            node -> !node.at("createdAt").required(Json::time).isBefore(since))
        .stream()
        .filter(node -> !node.at("isDraft").required(Json::flag))
        .filter(node -> !node.at("isPrerelease").required(Json::flag))
        .flatMap(node -> node.at("publishedAt").time().stream())
        .map(published -> new Deployment(published, published, Deployment.Result.SUCCEEDED))
        .toList();
  }

  private List<Deployment> ofWorkflow(Glob name, Instant since) {
    String repository = "/repos/" + overview.repository();
    return api
        .pages(api.at(repository + "/actions/workflows?per_page=100"), WORKFLOWS::contains)
        .stream()
        .flatMap(page -> page.at("workflows").present())
        .filter(workflow ->
            Glob.any(List.of(name), workflow.at("name").text().orElse(""), fileName(workflow)))
        .map(workflow -> workflow.at("id").required(Json::whole))
        .flatMap(id ->
            api
                .pages(
                    api.at(
                        repository
                            + "/actions/workflows/"
                            + id
                            + "/runs?branch="
                            + URLEncoder.encode(
                                overview.defaultBranch().orElse(""), StandardCharsets.UTF_8)
                            + "&status=completed&created=%3E="
                            + since
                            + "&per_page=100"),
                    RunReader.KEYS::contains)
                .stream())
        .flatMap(page -> page.at("workflow_runs").present())
        .map(RunReader::run)
        .flatMap(DeploymentReader::deployment)
        .toList();
  }

  private static String fileName(Json workflow) {
    String path = workflow.at("path").text().orElse("");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Stream<Deployment> deployment(WorkflowRun run) {
    return run.hasSucceeded() || run.hasFailed()
        ? Stream.of(
            new Deployment(
                run.created(),
                run.updated(),
                run.hasSucceeded() ? Deployment.Result.SUCCEEDED : Deployment.Result.FAILED))
        : Stream.empty();
  }
}
