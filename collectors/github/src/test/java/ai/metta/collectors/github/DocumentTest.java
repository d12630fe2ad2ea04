// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collectors.github.GithubSchema.Verdict;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/// Everything that is asked by GraphQL is valid by GitHub's own schema and rules.
final class DocumentTest {
  private static final String OID = "0123456789abcdef0123456789abcdef01234567";

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "FILES_OF_PULLS")
  void githubWouldTakeIt(Document document) {
    Verdict verdict = GithubSchema.real().judge(document.text(), variables(document.pageSize));
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.points()).isLessThanOrEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 50})
  void githubWouldTakeWhatIsAskedOfManyCommitsAtOnce(int commits) {
    String query = FileReader.query(Collections.nCopies(commits, OID));
    Map<String, Object> variables = variables(0);
    for (int index = 0; index < commits; index++) {
      variables.put("c" + index, OID);
    }
    Verdict verdict = GithubSchema.real().judge(query, variables);
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.nodes()).isEqualTo(101L * commits);
    assertThat(verdict.points()).isEqualTo(1);
  }

  @Test
  void aPageOfTheDearestListsCostsFewPoints() {
    assertThat(points(Document.OPEN_PULLS)).isEqualTo(3);
    assertThat(points(Document.CLOSED_PULLS)).isEqualTo(2);
    assertThat(points(Document.CHECKS)).isEqualTo(2);
    assertThat(points(Document.COMMITS)).isEqualTo(3);
    assertThat(points(Document.BRANCHES)).isEqualTo(1);
  }

  /// A query that was never asked is taken to cost what that one did.
  @Test
  void whatAQueryIsLikenedToCostsNoLess() {
    assertThat(Arrays.stream(Document.values()).filter(one -> one.dearer.isPresent()))
        .isNotEmpty()
        .allMatch(one -> points(one) <= points(one.dearer.orElseThrow()));
  }

  private static long points(Document document) {
    return GithubSchema.real().judge(document.text(), variables(document.pageSize)).points();
  }

  /// The check itself refuses what GitHub refuses.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{ repository(owner: \"o\", name: \"r\") { stars } }|FieldUndefined",
        "{ repository(owner: \"o\", name: \"r\", since: 1) { name } }|UnknownArgument",
        "{ repository(owner: \"o\", name: \"r\") { issues { nodes { number } } } }|MISSING_PAGINATION_BOUNDARIES",
        "{ repository(owner: \"o\", name: \"r\") { issues(first: 101) { nodes { number } } } }|EXCESSIVE_PAGINATION",
        "{ repository(owner: \"o\", name: \"r\") { issues(first: 100) { nodes { comments(first: 100) { nodes { reactions(first: 100) { nodes { id } } } } } } } }|MAX_NODE_LIMIT_EXCEEDED",
      })
  void theCheckItselfRefusesWhatGithubRefuses(String query, String why) {
    assertThat(GithubSchema.real().judge(query, Map.of()).faults())
        .anyMatch(fault -> fault.contains(why));
  }

  private static Map<String, Object> variables(int first) {
    Map<String, Object> variables = new HashMap<>();
    variables.put("owner", "acme");
    variables.put("name", "rocket");
    variables.put("since", "2026-01-01T00:00:00Z");
    variables.put("environment", "production");
    variables.put("number", 1);
    variables.put("first", first);
    return variables;
  }
}
