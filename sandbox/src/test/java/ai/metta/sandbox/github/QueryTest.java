// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.github.organisation.PullRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// GraphQL: what may be asked, how refusals look, and how lists are paged.
final class QueryTest {
  private final GithubServer server = GithubServer.start(Client.options());
  private final Client client = new Client(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aliasesVariablesAndFragmentsAreFollowed() {
    String query =
        """
        query Some($owner: String!, $name: String = "arena") {
          found: repository(owner: $owner, name: $name) {
            ...Named
            defaultBranchRef { target { __typename ... on Commit { first: history(first: 1) { totalCount } } } }
          }
        }
        # A comment, and commas, are nothing,,
        fragment Named on Repository { nameWithOwner, again: name }
        """;
    int history = Client.arena().historyAt(Client.NOW).size();
    assertThat(client.query(query, Map.of("owner", "metta-sandbox")).body())
        .isEqualTo(
            """
            {"data":{"found":{"nameWithOwner":"metta-sandbox/arena","again":"arena",\
            "defaultBranchRef":{"target":{"__typename":"Commit","first":{"totalCount":%d}}}}}}\
            """
                .formatted(history));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          query Q { nothing } | {"errors":[{"path":["query Q","nothing"],"extensions":{"code":"undefinedField","fieldName":"nothing","typeName":"Query"},"locations":[{"line":1,"column":11}],"message":"Field 'nothing' doesn't exist on type 'Query'"}]}
          { rateLimit(wet: 1) { cost } } | {"errors":[{"path":["query","rateLimit","wet"],"extensions":{"code":"argumentNotAccepted","argumentName":"wet","name":"rateLimit","typeName":"Field"},"locations":[{"line":1,"column":3}],"message":"Field 'rateLimit' doesn't accept argument 'wet'"}]}
          query Q($x: Int) { rateLimit { cost } } | {"errors":[{"path":["query Q"],"extensions":{"code":"variableNotUsed","variableName":"x"},"locations":[{"line":1,"column":9}],"message":"Variable $x is declared by Q but not used"}]}
          { rateLimit } | {"errors":[{"path":["query","rateLimit"],"extensions":{"code":"selectionMismatch","nodeName":"field 'rateLimit'"},"locations":[{"line":1,"column":3}],"message":"Field must have selections (field 'rateLimit')"}]}
          { rateLimit { cost } | {"errors":[{"message":"Parse error: Expected a name, actual: \\"end of file\\" at [1, 21]","locations":[{"line":1,"column":21}]}]}
          { a ? } | {"errors":[{"message":"Parse error: Expected a token, but the text cannot be read at [1, 4]","locations":[{"line":1,"column":4}]}]}
          { ...Gone } | {"errors":[{"path":["query"],"extensions":{"code":"useAndDefineFragment","fragmentName":"Gone"},"locations":[{"line":1,"column":3}],"message":"Fragment Gone was used, but not defined"}]}
          { repository(owner: "metta-sandbox", name: "gone") { name } } | {"data":{"repository":null},"errors":[{"type":"NOT_FOUND","path":["repository"],"locations":[{"line":1,"column":3}],"message":"Could not resolve to a Repository with the name 'metta-sandbox/gone'."}]}
          """)
  void refusalsHaveGithubsShape(String query, String answer) {
    HttpResponse<String> said = client.query(query, Map.of());
    assertThat(said.statusCode()).isEqualTo(200);
    assertThat(said.body()).isEqualTo(answer);
  }

  @Test
  void aRequiredVariableMustBeGiven() {
    String query = "query Q($n: String!) { repository(owner: \"o\", name: $n) { name } }";
    assertThat(client.query(query, Map.of()).body())
        .contains("Variable $n was provided invalid value");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          issues { nodes { number } } | MISSING_PAGINATION_BOUNDARIES | You must provide a `first` or `last` value to properly paginate the `issues` connection.
          issues { pageInfo { hasNextPage } } | MISSING_PAGINATION_BOUNDARIES | You must provide a `first` or `last` value to properly paginate the `issues` connection.
          issues(first: 101) { nodes { number } } | EXCESSIVE_PAGINATION | Requesting 101 records on the `issues` connection exceeds the `first` limit of 100 records.
          issues(last: 500) { nodes { number } } | EXCESSIVE_PAGINATION | Requesting 500 records on the `issues` connection exceeds the `last` limit of 100 records.
          pullRequests(first: 100) { nodes { commits(first: 100) { nodes { commit { parents(first: 100) { nodes { oid } } } } } } } | MAX_NODE_LIMIT_EXCEEDED | This query requests up to 1010100 possible nodes which exceeds the maximum limit of 500,000.
          issues(first: 1, after: "bm9uc2Vuc2U=") { nodes { number } } | INVALID_CURSOR_ARGUMENTS | `bm9uc2Vuc2U=` does not appear to be a valid cursor.
          """)
  void pagesHaveASize(String selection, String type, String message) {
    Object answer =
        Client.tree(
            client
                .query(
                    "{ repository(owner: \"metta-sandbox\", name: \"arena\") { "
                        + selection
                        + " } }",
                    Map.of())
                .body());
    assertThat(Client.at(answer, "errors", 0, "type")).isEqualTo(type);
    assertThat(Client.at(answer, "errors", 0, "message")).isEqualTo(message);
    assertThat(Client.at(answer, "data")).isEqualTo(Optional.empty());
  }

  @Test
  void aCountAloneNeedsNoSize() {
    long open =
        Client.arena().issues().stream().filter(issue -> issue.isOpenAt(Client.NOW)).count();
    assertThat(
            Client.at(client.arena("issues(states: OPEN) { totalCount }"), "issues", "totalCount"))
        .isEqualTo(open);
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 50, 100})
  void pagesHoldEverythingOnceInOrder(int size) {
    List<Object> numbers = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      Object page =
          Client.at(
              client.arena(
                  "pullRequests(states: [MERGED, CLOSED], orderBy: {field: CREATED_AT, direction: DESC}, first: "
                      + size
                      + after
                      + ") { totalCount pageInfo { hasNextPage endCursor } nodes { number } }"),
              "pullRequests");
      Client.list(page, "nodes").forEach(node -> numbers.add(Client.at(node, "number")));
      more = (boolean) Client.at(page, "pageInfo", "hasNextPage");
      after = ", after: \"" + Client.at(page, "pageInfo", "endCursor") + "\"";
    }
    List<Long> closed =
        Client.arena().pulls().stream()
            .filter(pull -> pull.existsAt(Client.NOW) && !pull.isOpenAt(Client.NOW))
            .map(PullRequest::number)
            .sorted(Comparator.reverseOrder())
            .toList();
    assertThat(numbers).isEqualTo(closed);
  }

  @Test
  void theLastAndTheEdgesCanBeAsked() {
    Object found =
        client.arena(
            "all: issues(first: 100) { totalCount } issues(last: 2) { pageInfo { hasNextPage hasPreviousPage } edges { cursor node { number } } }");
    assertThat(Client.list(found, "issues", "edges")).hasSize(2);
    assertThat(Client.at(found, "issues", "pageInfo").toString())
        .isEqualTo("{hasNextPage=false, hasPreviousPage=true}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name | 1 | 0
          issues { totalCount } | 1 | 0
          issues(first: 100) { nodes { number labels(first: 50) { nodes { name } } } } | 1 | 5100
          pullRequests(first: 100) { nodes { commits(first: 10) { nodes { commit { parents(first: 5) { nodes { oid } } } } } } } | 11 | 6100
          """)
  void aQueryCostsWhatItsListsMultiplyTo(String selection, long cost, long nodes) {
    Object answer =
        Client.tree(
            client
                .query(
                    "{ rateLimit { limit cost nodeCount used remaining } repository(owner: \"metta-sandbox\", name: \"arena\") { "
                        + selection
                        + " } }",
                    Map.of())
                .body());
    assertThat(Client.at(answer, "data", "rateLimit").toString())
        .isEqualTo(
            "{limit=5000, cost=%d, nodeCount=%d, used=%d, remaining=%d}"
                .formatted(cost, nodes, cost, 5000 - cost));
  }

  @Test
  void pointsRunOut() {
    try (GithubServer poor = GithubServer.start(Client.options().withLimits(5000, 2))) {
      Client asking = new Client(poor);
      asking.arena("name");
      asking.arena("name");
      HttpResponse<String> third = asking.query("{ rateLimit { cost } }", Map.of());
      assertThat(third.statusCode()).isEqualTo(200);
      assertThat(third.body()).contains("\"type\":\"RATE_LIMITED\"");
      assertThat(third.headers().firstValue("X-RateLimit-Remaining")).hasValue("0");
      assertThat(third.headers().firstValue("X-RateLimit-Resource")).hasValue("graphql");
    }
  }

  @Test
  void anEmptyRepositoryHasNoDefaultBranch() {
    String query =
        "{ repository(owner: \"metta-sandbox\", name: \"scratch\") { defaultBranchRef { name } pullRequests(first: 1) { nodes { number } } } }";
    assertThat(client.query(query, Map.of()).body())
        .isEqualTo(
            "{\"data\":{\"repository\":{\"defaultBranchRef\":null,\"pullRequests\":{\"nodes\":[]}}}}");
  }

  @Test
  void anOrganisationsOwnRepositoriesAreListed() {
    String query =
        "{ repositoryOwner(login: \"metta-sandbox\") { repositories(isFork: false, ownerAffiliations: [OWNER], first: 10, orderBy: {field: NAME, direction: ASC}) { nodes { name isArchived } } } }";
    assertThat(client.query(query, Map.of()).body())
        .isEqualTo(
            """
            {"data":{"repositoryOwner":{"repositories":{"nodes":[{"name":"arena","isArchived":false},\
            {"name":"attic","isArchived":true},{"name":"handbook","isArchived":false},\
            {"name":"scratch","isArchived":false}]}}}}\
            """);
  }

  @Test
  void deletedAccountsAndBotsAreToldApart() {
    List<?> nodes =
        Client.list(
            client.arena("pullRequests(last: 100) { nodes { author { __typename login } } }"),
            "pullRequests",
            "nodes");
    assertThat(nodes.stream().map(node -> Client.at(node, "author").toString()))
        .contains("Optional.empty", "{__typename=Bot, login=dependency-updater}")
        .anyMatch(author -> author.startsWith("{__typename=User"));
  }
}
