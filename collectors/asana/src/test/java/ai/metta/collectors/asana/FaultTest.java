// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.collect.Report;
import ai.metta.collect.Run.Status;
import ai.metta.sandbox.asana.AsanaFault;
import ai.metta.sandbox.asana.AsanaServer;
import ai.metta.sandbox.http.Strike;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever goes wrong at whichever question: no number is invented, and what is missing says why.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FaultTest {
  private static final String LONG = "project=1202000000000005";
  private static final List<String> QUESTIONS =
      List.of("/users/me", "/projects", "project=" + Workspace.BUGS, LONG);

  private final AsanaServer server = Workspace.served(3);
  private Map<String, Double> truth = Map.of();

  @BeforeAll
  void runOnceUndisturbed() {
    truth = run().values();
    assertThat(truth).hasSizeGreaterThan(25);
  }

  @AfterEach
  void heal() {
    server.heal();
  }

  @AfterAll
  void stop() {
    server.close();
  }

  private Report run() {
    return Workspace.collecting(server).run();
  }

  @ParameterizedTest
  @EnumSource
  void noFaultAtAnyQuestionMakesANumber(AsanaFault fault) {
    for (String question : QUESTIONS) {
      server.heal();
      server.fail(Strike.always(fault).at(question));
      invents(fault + " at " + question, run());
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"TOO_MANY_REQUESTS", "SERVER_ERROR", "BAD_GATEWAY", "EXPIRED_PAGES"})
  void whatPassesIsAskedAgain(AsanaFault fault) {
    for (String question : QUESTIONS) {
      server.heal();
      server.fail(Strike.always(fault).at(question).onlyRequest(1));
      Report report = run();
      assertThat(report.result().status()).as(fault + " at " + question).isEqualTo(Status.OK);
      assertThat(report.values()).isEqualTo(truth);
    }
  }

  /// Its second page, in the first reading.
  @Test
  void aListWhosePagesExpiredIsReadAnewOnce() {
    server.fail(Strike.always(AsanaFault.EXPIRED_PAGES).at(LONG + ".*offset").onlyRequest(1));
    Report report = run();
    assertThat(report.result().status()).isEqualTo(Status.OK);
    assertThat(report.values()).isEqualTo(truth);
  }

  @Test
  void aListThatExpiresTwiceIsNone() {
    server.fail(Strike.always(AsanaFault.EXPIRED_PAGES).at(LONG + ".*offset"));
    Report report = run();
    assertThat(report.result().status()).isEqualTo(Status.PARTIAL);
    assertThat(report.reasons("asana.tasks.open")).singleElement().asString().contains("expired");
  }

  @ParameterizedTest
  @EnumSource(names = {"PAGES_IN_CIRCLES", "ENDLESS_PAGES", "NULL_ITEMS"})
  void aListThatIsNoListCostsWhatFollowsFromIt(AsanaFault fault) {
    server.fail(Strike.always(fault).at(LONG));
    Report report = run();
    assertThat(report.failed()).contains("asana.tasks.open", "collector.asana.objects_read");
    assertThat(report.values())
        .containsKey("asana.projects.bugs.total_open{workspace:" + Workspace.GID + "}")
        .containsKey("asana.projects.active{workspace:" + Workspace.GID + "}");
  }

  @Test
  void aBugsProjectThatIsHiddenCostsTasksTooWhereAllProjectsCount() {
    server.fail(Strike.always(AsanaFault.FORBIDDEN).at("project=" + Workspace.BUGS));
    Report report = run();
    assertThat(report.failed())
        .contains("asana.tasks.open", "asana.projects.bugs.total_open", "training.bugs.count");
    assertThat(report.said()).contains("add its user to the project");
  }

  @Test
  void projectsThatAreNamedNeedNotBeListed() {
    server.fail(Strike.always(AsanaFault.SERVER_ERROR).at("/projects"));
    Report report =
        Workspace.collecting(server)
            .with("asana.projects", "1202000000000002")
            .with("asana.per_project", "true")
            .run();
    assertThat(report.failed()).contains("asana.tasks.open_by", "asana.tasks.overdue_by");
    assertThat(report.values())
        .containsKey("asana.tasks.open{workspace:" + Workspace.GID + "}")
        .doesNotContainKey("asana.projects.active{workspace:" + Workspace.GID + "}");
    assertThat(report.said()).contains("6 sad squid snuggle softly");
  }

  @Test
  void aServerThatTellsNoStatusBesideTheProjectIsAskedForIt() {
    server.fail(Strike.always(AsanaFault.NO_STATUS_TYPE).at("/projects"));
    assertThat(run().values()).isEqualTo(truth);
  }

  @Test
  void aWorkspaceThatTheTokenDoesNotSeeIsNamed() {
    Report report = Workspace.collecting(server).with("asana.workspace", "42").run();
    assertThat(report.values()).isEmpty();
    assertThat(report.said())
        .contains("does not see workspace 42, but 1201000000000001: correct ASANA_WORKSPACE");
  }

  @Test
  void aWrongTokenIsNeverShown() {
    Report report =
        Workspace.collecting(server).knowing("ASANA_ACCESS_TOKEN", "0/deadbeef0123456789").run();
    assertThat(report.values()).isEmpty();
    assertThat(report.said()).contains("401").doesNotContain("deadbeef");
  }

  private void invents(String when, Report report) {
    assertThat(truth).as(when).containsAllEntriesOf(report.values());
    Set<String> missing =
        truth.keySet().stream()
            .filter(name -> !report.values().containsKey(name))
            .map(name -> name.substring(0, name.indexOf('{')))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(report.failed()).as(when).containsAll(missing);
    missing.forEach(metric ->
        assertThat(report.reasons(metric)).as(when).isNotEmpty().noneMatch(String::isBlank));
  }
}
