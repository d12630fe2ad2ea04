// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import ai.metta.sandbox.github.organisation.Repository;
import ai.metta.sandbox.json.JsonTree;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Answers REST.
record RestDesk(GithubOptions options, Quotas quotas) {
  private static final Pattern OF_REPOSITORY = Pattern.compile("/repos/([^/]+)/([^/]+)(?:/.*)?");

  Answer answer(Asked asked) {
    if (asked.match().route() == Route.RATE_LIMIT) {
      return limits();
    }
    Matcher path = OF_REPOSITORY.matcher(asked.path());
    if (!path.matches()) {
      return Answer.notFound();
    }
    return options
        .organisation()
        .repository(path.group(1), path.group(2))
        .map(found -> asked.struckBy(Fault.EMPTY_REPOSITORY) ? found.emptied() : found)
        .map(repository -> answer(repository, asked))
        .orElseGet(Answer::notFound);
  }

  private static Answer answer(Repository repository, Asked asked) {
    return switch (asked.match().route()) {
      case REPOSITORY -> Contents.repository(repository, asked);
      case RUNS -> Actions.runs(repository, asked);
      case RUN -> Actions.run(repository, asked);
      case ATTEMPT -> Actions.attempt(repository, asked);
      case JOBS -> Actions.jobs(repository, asked);
      case WORKFLOWS -> Actions.workflows(repository, asked);
      case WORKFLOW_RUNS -> Actions.workflowRuns(repository, asked);
      case CHECK_RUNS -> Actions.checkRuns(repository, asked);
      case ANNOTATIONS -> Actions.annotations(repository, asked);
      case COMMIT -> Contents.commit(repository, asked);
      case RULE_SUITES -> Contents.ruleSuites(repository, asked);
      case BRANCH_RULES -> Contents.rules(repository, asked);
      case ACTIVITY -> Contents.activity(repository, asked);
      case GRAPHQL, RATE_LIMIT -> Answer.notFound();
    };
  }

  private Answer limits() {
    Map<String, Object> core = quotas.of(Quotas.Pool.CORE).tree();
    return Answer.json(
        JsonTree.of(
            "resources",
            JsonTree.of("core", core, "graphql", quotas.of(Quotas.Pool.GRAPHQL).tree()),
            "rate",
            core));
  }
}
