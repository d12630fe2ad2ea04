// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Faults: how each looks on the wire, and that it strikes where and when it should.
final class GithubFaultTest {
  private static final String PULLS =
      "query Pulls { repository(owner: \"metta-sandbox\", name: \"arena\") { defaultBranchRef { name } pullRequests(first: 5) { pageInfo { hasNextPage endCursor } nodes { number } } } }";
  private static final String RUNS = Client.ARENA + "/actions/runs?per_page=5&created=2026-03-17";

  private final GithubServer server = GithubServer.start(Client.options());
  private final Client client = new Client(server);

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_CREDENTIALS,401,Bad credentials",
    "MISSING_PERMISSION,403,Resource not accessible by personal access token",
    "SINGLE_SIGN_ON,403,SAML",
    "NOT_FOUND,404,Not Found",
    "EMPTY_REPOSITORY,200,\"total_count\":0",
    "PRIMARY_LIMIT,403,API rate limit exceeded",
    "SECONDARY_LIMIT,403,secondary rate limit",
    "SECONDARY_LIMIT_UNTIMED,403,secondary rate limit",
    "TOO_MANY_REQUESTS,429,secondary rate limit",
    "BAD_GATEWAY,502,<!DOCTYPE html>"
  })
  void restTellsOfIt(Fault fault, int status, String words) {
    server.fail(fault);
    HttpResponse<String> answer = client.get(RUNS);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains(words);
  }

  @ParameterizedTest
  @CsvSource({
    "MISSING_PERMISSION,X-Accepted-GitHub-Permissions,actions=read",
    "SINGLE_SIGN_ON,X-GitHub-SSO,required; url=https://github.com/orgs/metta-sandbox/sso?authorization_request=A1",
    "PRIMARY_LIMIT,X-RateLimit-Remaining,0",
    "SECONDARY_LIMIT,Retry-After,60",
    "SECONDARY_LIMIT,X-RateLimit-Remaining,5000",
    "TOO_MANY_REQUESTS,Retry-After,60",
    "BAD_GATEWAY,Content-Type,text/html; charset=utf-8"
  })
  void headersTellOfIt(Fault fault, String header, String value) {
    server.fail(fault);
    assertThat(client.get(RUNS).headers().firstValue(header)).hasValue(value);
  }

  @Test
  void anUntimedLimitNamesNoTime() {
    server.fail(Fault.SECONDARY_LIMIT_UNTIMED);
    assertThat(client.get(RUNS).headers().firstValue("Retry-After")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "BAD_CREDENTIALS,401,Bad credentials",
    "MISSING_PERMISSION,200,\"type\":\"FORBIDDEN\"",
    "SINGLE_SIGN_ON,403,SAML",
    "NOT_FOUND,200,\"type\":\"NOT_FOUND\"",
    "EMPTY_REPOSITORY,200,\"defaultBranchRef\":null",
    "PRIMARY_LIMIT,200,\"type\":\"RATE_LIMITED\"",
    "SECONDARY_LIMIT,403,secondary rate limit",
    "TOO_MANY_REQUESTS,429,secondary rate limit",
    "BAD_GATEWAY,502,<!DOCTYPE html>",
    "PARTIAL_DATA,200,\"type\":\"RESOURCE_LIMITS_EXCEEDED\"",
    "NULL_NODES,200,\"nodes\":[null,{\"number\":2"
  })
  void graphQlTellsOfIt(Fault fault, int status, String words) {
    server.fail(fault);
    HttpResponse<String> answer = client.query(PULLS, Map.of());
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body().replaceAll("null,\\{\"number\":\\d+", "null,{\"number\":2"))
        .contains(words);
  }

  @Test
  void partialDataIsStillData() {
    server.fail(Fault.PARTIAL_DATA);
    Object answer = Client.tree(client.query(PULLS, Map.of()).body());
    assertThat(Client.list(answer, "data", "repository", "pullRequests", "nodes")).hasSize(5);
  }

  @Test
  void pagesLeadInACircle() {
    server.fail(Fault.PAGES_IN_CIRCLES);
    String next = RUNS;
    Set<String> seen = new HashSet<>();
    while (seen.add(next)) {
      next = Client.link(client.get(next), "next").orElseThrow();
    }
    assertThat(seen).hasSizeGreaterThan(2);
    Object page =
        Client.at(
            Client.tree(client.query(PULLS, Map.of()).body()),
            "data",
            "repository",
            "pullRequests");
    assertThat(Client.at(page, "pageInfo", "hasNextPage")).isEqualTo(true);
    assertThat(
            Client.tree(
                    client
                        .query(
                            PULLS.replace(
                                "first: 5",
                                "first: 5, after: \""
                                    + Client.at(page, "pageInfo", "endCursor")
                                    + "\""),
                            Map.of())
                        .body())
                .toString())
        .contains("endCursor=" + Client.at(page, "pageInfo", "endCursor"));
  }

  @Test
  void somethingComesTwice() {
    server.fail(Fault.DUPLICATES);
    List<Object> ids = new ArrayList<>();
    client
        .pages(RUNS)
        .forEach(page ->
            Client.list(page, "workflow_runs").forEach(run -> ids.add(Client.at(run, "id"))));
    Set<Object> distinct = new HashSet<>(ids);
    assertThat(ids).hasSizeGreaterThan(distinct.size());
    server.heal();
    List<Object> plain = new ArrayList<>();
    client
        .pages(RUNS)
        .forEach(page ->
            Client.list(page, "workflow_runs").forEach(run -> plain.add(Client.at(run, "id"))));
    assertThat(distinct).containsExactlyInAnyOrderElementsOf(plain);
  }

  @Test
  void aFaultStrikesOneRouteOneQueryOrOneRequest() {
    server.fail(Strike.always(Fault.BAD_GATEWAY).at(Route.RUNS).onlyRequest(2));
    server.fail(Strike.always(Fault.BAD_CREDENTIALS).during("Pulls"));
    assertThat(client.get(RUNS).statusCode()).isEqualTo(200);
    assertThat(client.get(Client.ARENA).statusCode()).isEqualTo(200);
    assertThat(client.get(RUNS).statusCode()).isEqualTo(502);
    assertThat(client.get(RUNS).statusCode()).isEqualTo(200);
    assertThat(client.query(PULLS, Map.of()).statusCode()).isEqualTo(401);
    assertThat(client.query(PULLS.replace("query Pulls", "query Others"), Map.of()).statusCode())
        .isEqualTo(200);
    server.heal();
    assertThat(client.query(PULLS, Map.of()).statusCode()).isEqualTo(200);
    assertThat(server.requests())
        .containsEntry("/graphql Pulls", 2)
        .containsEntry(Client.ARENA + "/actions/runs", 3);
  }
}
