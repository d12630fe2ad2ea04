// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.asana;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.sandbox.asana.AsanaServer;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is asked, and how often.
final class RequestsTest {
  @Test
  void everyListIsReadOnceAndOnlyItsFieldsAreAskedFor() {
    try (AsanaServer server = Workspace.served(1)) {
      Workspace.collecting(server).run();
      List<String> asked = server.requests();
      assertThat(asked).hasSize(14).doesNotHaveDuplicates();
      assertThat(asked.getFirst()).isEqualTo("/api/1.0/users/me?opt_fields=workspaces.name");
      assertThat(asked).filteredOn(one -> one.contains("/projects?")).hasSize(1);
      assertThat(asked)
          .filteredOn(one -> one.contains("/tasks?"))
          .allMatch(one -> one.contains("&limit=100"))
          .allMatch(one -> one.contains("completed_since=2026-02-16T14:25:07Z"))
          .noneMatch(one -> one.contains("=now"));
      assertThat(asked)
          .filteredOn(one -> one.contains("memberships"))
          .hasSize(1)
          .allMatch(one -> one.contains("project=" + Workspace.BUGS));
      assertThat(asked).filteredOn(one -> one.contains("offset=")).isNotEmpty();
    }
  }

  /// Whoever would have to wait gives up.
  @Test
  void noMoreGoOutInAMinuteThanTheSettingSays() {
    try (AsanaServer server = Workspace.served(1)) {
      Workspace.collecting(server)
          .with("asana.requests_per_minute", "6")
          .pausing(wait -> {
            throw new InterruptedException("not for " + wait);
          })
          .run();
      assertThat(server.requests()).hasSize(6);
    }
  }

  @Test
  void anArchivedProjectIsReadOnlyWhereItIsNamed() {
    String archived = "project=1202000000000008";
    try (AsanaServer server = Workspace.served(1)) {
      Workspace.collecting(server).run();
      assertThat(server.requests()).noneMatch(one -> one.contains(archived));
      Workspace.collecting(server).with("asana.projects", "1202000000000008").run();
      assertThat(server.requests()).anyMatch(one -> one.contains(archived));
    }
  }

  @Test
  void doctorReadsOneProjectOnly() {
    try (AsanaServer server = Workspace.served(1)) {
      assertThat(Workspace.collecting(server).probes())
          .extracting(probe -> probe.question() + ": " + probe.finding().detail())
          .satisfiesExactly(
              one -> assertThat(one).isEqualTo("workspace visible: Metta sandbox"),
              one -> assertThat(one).isEqualTo("projects readable: 8 projects not archived"),
              one -> assertThat(one).matches("tasks readable: \\d+ tasks of one project"));
      assertThat(server.requests()).hasSize(3);
    }
  }
}
