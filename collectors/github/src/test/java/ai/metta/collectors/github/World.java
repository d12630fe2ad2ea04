// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import ai.metta.collectors.github.ScriptedGithub.Reply;
import java.time.Instant;
import java.util.List;

/// A small world with something of everything, the same in whatever repository is asked for.
final class World {
  /// An error for a list in something that is named.
  static final String FORBIDDEN =
      "{\"type\":\"FORBIDDEN\",\"message\":\"Resource not accessible by integration\",\"path\":[\"%s\",\"list\"]}";

  static final Instant NOW = Instant.parse("2026-03-11T12:00:00Z");
  static final String REPOSITORY = "acme/rocket";
  static final String SQUASHED = "a".repeat(40);
  static final String PUSHED = "b".repeat(40);

  private static final String REST = "GET /repos/acme/rocket";

  private World() {}

  static ScriptedGithub served() {
    return ScriptedGithub.start()
        .answering(
            "GET /rate_limit",
            """
            {"resources":{"core":{"limit":5000,"remaining":4900,"reset":1773234000},
             "graphql":{"limit":5000,"remaining":4800,"reset":1773234000}}}\
            """)
        .answering(
            "Overview", asked -> Reply.ok(overview().replace(REPOSITORY, asked.repository())))
        .answering("BranchRule", data("\"defaultBranchRef\":{\"refUpdateRule\":null}"))
        .answering("OpenPulls", connection(OPEN_PULLS))
        .answering("ClosedPulls", connection(CLOSED_PULLS))
        .answering("Checks", connection(CHECKS))
        .answering("Commits", history(COMMITS))
        .answering("Contributions", history(COMMITS))
        .answering("FilesOfPulls", FILES)
        .answering("Branches", connection(BRANCHES))
        .answering("OpenIssues", connection(OPEN_ISSUES))
        .answering("ClosedIssues", connection(CLOSED_ISSUES))
        .answering("Deployments", connection(DEPLOYMENTS))
        .answering("Repositories", REPOSITORIES)
        .answering(
            REST + "/commits/:sha",
            asked ->
                Reply.ok(
                    asked.uri().getPath().endsWith(SQUASHED)
                        ? "{\"files\":[{\"filename\":\"a\"},{\"filename\":\"b\"}]}"
                        : "{\"files\":[{\"filename\":\"b\"},{\"filename\":\"c\"}]}"))
        .answering(REST + "/actions/runs", RUNS)
        .answering(REST + "/actions/workflows", WORKFLOWS)
        .answering(REST + "/actions/workflows/:n/runs", OLDER_RUNS)
        .answering(REST + "/actions/runs/:n/attempts/:n", "{\"conclusion\":\"failure\"}")
        .answering(
            REST + "/actions/runs/:n/jobs", "{\"jobs\":[{\"id\":77,\"conclusion\":\"cancelled\"}]}")
        .answering(
            REST + "/check-runs/:n/annotations",
            "[{\"message\":\"The job has exceeded the maximum execution time of 6h0m0s\"}]")
        .answering(
            REST + "/rulesets/rule-suites",
            "[{\"pushed_at\":\"2026-03-09T10:00:00Z\"},{\"pushed_at\":\"2026-03-01T10:00:00Z\"}]")
        .answering(
            REST + "/rules/branches/main",
            """
            [{"type":"pull_request","parameters":{"required_approving_review_count":1}},
             {"type":"deletion"}]\
            """)
        .answering(REST + "/activity", "[{\"timestamp\":\"2026-03-08T10:00:00Z\"}]");
  }

  static Collecting organisation(ScriptedGithub server) {
    return Collecting.at(NOW).from(server.endpoint()).with("github.organisation", "acme");
  }

  static Collecting collecting(ScriptedGithub server) {
    return Collecting.at(NOW).from(server.endpoint()).of(REPOSITORY);
  }

  static String overview() {
    return data(
        """
        "nameWithOwner":"acme/rocket","pushedAt":"2026-03-10T20:00:00Z",
        "defaultBranchRef":{"name":"main","target":{"oid":"%s"}},
        "branches":{"totalCount":3}},
        "pulls":{"open":{"totalCount":2},"newest":{"nodes":[{"updatedAt":"2026-03-10T21:00:00Z"}]}},
        "issues":{"open":{"totalCount":1},"newest":{"nodes":[{"updatedAt":"2026-03-09T21:00:00Z"}]}\
        """
            .formatted(SQUASHED));
  }

  /// A glance at a repository of which a token may not see one list: GitHub takes the object that
  /// it stands in with it.
  static String overviewWithout(String list) {
    String seen = overview().replaceAll("\"" + list + "\":\\{.*?]}}", "\"" + list + "\":null");
    return seen.substring(0, seen.length() - 1)
        + ",\"errors\":["
        + FORBIDDEN.formatted(list)
        + "]}";
  }

  /// The only page of a list.
  static String connection(String nodes) {
    return data(page(nodes));
  }

  static String page(String nodes) {
    return "\"connection\":{\"pageInfo\":{\"hasNextPage\":false,\"endCursor\":null},\"nodes\":["
        + nodes
        + "]}";
  }

  /// A page that says where the next one is.
  static String pageBefore(String cursor, String nodes) {
    return "\"connection\":{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"%s\"},\"nodes\":[%s]}"
        .formatted(cursor, nodes);
  }

  static String history(String nodes) {
    return data("\"defaultBranchRef\":{\"target\":{" + page(nodes) + "}}");
  }

  static String data(String repository) {
    return "{\"data\":{\"rateLimit\":{\"limit\":5000,\"remaining\":4800,\"cost\":1,"
        + "\"resetAt\":\"2026-03-11T13:00:00Z\"},\"repository\":{"
        + repository
        + "}}}";
  }

  /// Refusals, each as GitHub words it.
  static List<Fault> faults() {
    return List.of(
        new Fault("401", Healing.NEVER, reply(401, "Bad credentials")),
        new Fault(
            "403 permission",
            Healing.NEVER,
            reply(403, "Resource not accessible by personal access token")
                .with("X-Accepted-GitHub-Permissions", "actions=read")),
        new Fault(
            "403 secondary limit",
            Healing.BY_WAITING,
            reply(403, "You have exceeded a secondary rate limit.").with("Retry-After", "1")),
        new Fault(
            "403 single sign-on",
            Healing.NEVER,
            reply(403, "Resource protected by organization SAML enforcement.")
                .with("X-GitHub-SSO", "required; url=https://github.com/orgs/acme/sso")),
        new Fault("404", Healing.NEVER, reply(404, "Not Found")),
        new Fault("409", Healing.NEVER, reply(409, "Git Repository is empty.")),
        new Fault("422", Healing.NEVER, reply(422, "Validation Failed")),
        new Fault(
            "429",
            Healing.BY_WAITING,
            reply(429, "API rate limit exceeded").with("Retry-After", "1")),
        new Fault(
            "502",
            Healing.BY_WAITING,
            new Reply(502, java.util.Map.of("Content-Type", "text/html"), "<html>Unicorn!</html>")),
        new Fault(
            "200 with a page",
            Healing.NEVER,
            new Reply(200, java.util.Map.of("Content-Type", "text/html"), "<html>Login</html>")));
  }

  enum Healing {
    NEVER,
    BY_WAITING
  }

  record Fault(String name, Healing healing, Reply reply) {
    boolean isPermission() {
      return (name.startsWith("403") && healing == Healing.NEVER) || name.equals("404");
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Reply reply(int status, String message) {
    return Reply.json(status, "{\"message\":\"" + message + "\"}");
  }

  private static final String OPEN_PULLS =
      """
      {"number":1,"isDraft":false,"createdAt":"2026-02-01T00:00:00Z","updatedAt":"2026-03-10T21:00:00Z",
       "closedAt":null,"mergedAt":null,"baseRefName":"main","headRefName":"one","isCrossRepository":false,
       "totalCommentsCount":0,"author":{"__typename":"User","login":"ada"},"reviewThreads":{"totalCount":0},
       "reviews":{"totalCount":1,"nodes":[{"submittedAt":"2026-03-10T21:00:00Z","state":"COMMENTED",
        "author":{"__typename":"User","login":"lin"}}]},
       "timelineItems":{"nodes":[]}},
      {"number":2,"isDraft":true,"createdAt":"2026-03-10T00:00:00Z","updatedAt":"2026-03-10T01:00:00Z",
       "closedAt":null,"mergedAt":null,"baseRefName":"one","headRefName":"two","isCrossRepository":false,
       "totalCommentsCount":0,"author":null,"reviewThreads":{"totalCount":0},
       "reviews":{"totalCount":0,"nodes":[]},"timelineItems":{"nodes":[]}}\
      """;

  private static final String CLOSED_PULLS =
      """
      {"number":3,"isDraft":false,"createdAt":"2026-03-09T12:00:00Z","updatedAt":"2026-03-10T13:00:00Z",
       "closedAt":"2026-03-10T12:00:00Z","mergedAt":"2026-03-10T12:00:00Z","baseRefName":"main",
       "headRefName":"three","isCrossRepository":false,"totalCommentsCount":3,
       "author":{"__typename":"User","login":"lin"},"reviewThreads":{"totalCount":1},
       "reviews":{"totalCount":1,"nodes":[{"submittedAt":"2026-03-09T18:00:00Z","state":"APPROVED",
        "author":{"__typename":"User","login":"ada"}}]},
       "timelineItems":{"nodes":[]},"commits":{"nodes":[{"commit":{"authoredDate":"2026-03-08T12:00:00Z"}}]}},
      {"number":4,"isDraft":false,"createdAt":"2026-03-01T12:00:00Z","updatedAt":"2026-03-08T13:00:00Z",
       "closedAt":"2026-03-08T12:00:00Z","mergedAt":null,"baseRefName":"main","headRefName":"four",
       "isCrossRepository":true,"totalCommentsCount":0,"author":{"__typename":"User","login":"ada"},
       "reviewThreads":{"totalCount":0},"reviews":{"totalCount":0,"nodes":[]},"timelineItems":{"nodes":[]},
       "commits":{"nodes":[]}}\
      """;

  private static final String CHECKS =
      """
      {"number":3,"updatedAt":"2026-03-10T13:00:00Z","mergedAt":"2026-03-10T12:00:00Z",
       "commits":{"nodes":[{"commit":{"statusCheckRollup":{"contexts":{"totalCount":1,"nodes":[
         {"name":"test","conclusion":"FAILURE","completedAt":"2026-03-10T11:00:00Z"}]}}}}]}}\
      """;

  private static final String COMMITS =
      """
      {"oid":"%s","committedDate":"2026-03-10T12:00:00Z","messageHeadline":"Third (#3)","messageBody":"",
       "additions":10,"deletions":2,"parents":{"totalCount":1},
       "author":{"name":"Lin","email":"lin@example.com","user":{"login":"lin"}},
       "associatedPullRequests":{"nodes":[{"number":3,"headRefName":"three","labels":{"totalCount":0,"nodes":[]}}]}},
      {"oid":"%s","committedDate":"2026-03-09T10:00:00Z","messageHeadline":"hotfix: valve","messageBody":"",
       "additions":5,"deletions":1,"parents":{"totalCount":1},
       "author":{"name":"Ada","email":"Ada@Example.com","user":null},
       "associatedPullRequests":{"nodes":[]}}\
      """
          .formatted(SQUASHED, PUSHED);

  private static final String FILES =
      data(
          """
          "c0":{"associatedPullRequests":{"nodes":[{"number":3,"mergeCommit":{"oid":"%s"},
           "files":{"totalCount":2,"nodes":[{"path":"a"},{"path":"b"}]}}]}}\
          """
              .formatted(SQUASHED));

  private static final String BRANCHES =
      """
      {"name":"main","target":{"committedDate":"2026-03-10T12:00:00Z"},"associatedPullRequests":{"totalCount":0}},
      {"name":"one","target":{"committedDate":"2026-01-10T12:00:00Z"},"associatedPullRequests":{"totalCount":1}},
      {"name":"old","target":{"committedDate":"2025-12-10T12:00:00Z"},"associatedPullRequests":{"totalCount":0}}\
      """;

  private static final String OPEN_ISSUES =
      """
      {"number":10,"createdAt":"2025-12-01T00:00:00Z","closedAt":null,
       "labels":{"totalCount":2,"nodes":[{"name":"Bug"},{"name":"training"}]}}\
      """;

  private static final String CLOSED_ISSUES =
      """
      {"number":11,"createdAt":"2026-03-01T00:00:00Z","closedAt":"2026-03-09T00:00:00Z","labels":{"totalCount":0,"nodes":[]}}\
      """;

  private static final String DEPLOYMENTS =
      """
      {"createdAt":"2026-03-10T13:00:00Z","commitOid":"x",
       "statuses":{"totalCount":1,"nodes":[{"state":"SUCCESS","createdAt":"2026-03-10T13:10:00Z"}]}}\
      """;

  private static final String REPOSITORIES =
      """
      {"data":{"repositoryOwner":{%s}}}\
      """
          .formatted(
              page(
                  """
                  {"nameWithOwner":"acme/rocket","isArchived":false},
                  {"nameWithOwner":"acme/museum","isArchived":true},
                  {"nameWithOwner":"acme/rocket-old","isArchived":false},
                  {"nameWithOwner":"acme/tools","isArchived":false}\
                  """));

  private static final String RUNS =
      """
      {"total_count":4,"workflow_runs":[%s,%s,%s,%s]}\
      """
          .formatted(
              run(1, 100, "test", "main", "push", "completed", "\"success\"", 1, "00:10:00"),
              run(2, 101, "lint", "main", "push", "completed", "\"failure\"", 1, "00:02:00"),
              run(
                  3,
                  101,
                  "lint",
                  "three",
                  "pull_request",
                  "completed",
                  "\"success\"",
                  2,
                  "00:03:00"),
              run(
                  4,
                  100,
                  "test",
                  "three",
                  "pull_request",
                  "completed",
                  "\"cancelled\"",
                  1,
                  "06:00:00"));

  private static final String OLDER_RUNS =
      """
      {"total_count":1,"workflow_runs":[%s]}\
      """
          .formatted(
              run(9, 102, "benchmark", "main", "push", "completed", "\"success\"", 1, "00:01:00"));

  private static final String WORKFLOWS =
      """
      {"total_count":3,"workflows":[
       {"id":100,"name":"test","path":".github/workflows/test.yml","state":"active"},
       {"id":101,"name":"lint","path":".github/workflows/lint.yml","state":"active"},
       {"id":102,"name":"benchmark","path":".github/workflows/benchmark.yml","state":"active"}]}\
      """;

  /// A run that began at midnight of the tenth.
  private static String run(
      int id,
      int workflow,
      String name,
      String branch,
      String event,
      String status,
      String conclusion,
      int attempt,
      String end) {
    return """
    {"id":%d,"workflow_id":%d,"name":"%s","path":".github/workflows/%s.yml","event":"%s",
     "head_branch":"%s","head_sha":"%s","conclusion":%s,"status":"%s",
     "created_at":"2026-03-10T00:00:00Z","run_started_at":"2026-03-10T00:00:00Z",
     "updated_at":"2026-03-10T%sZ","run_attempt":%d,"html_url":"https://github.com/acme/rocket/actions/runs/%d"}\
    """
        .formatted(
            id,
            workflow,
            name,
            name,
            event,
            branch,
            SQUASHED,
            conclusion,
            status,
            end,
            attempt,
            id);
  }
}
