// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.cli.invocation.Log;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import java.util.List;
import java.util.Set;

/// Says which links of monitors lead nowhere yet. No push waits for them.
final class TargetWarning {
  private TargetWarning() {}

  static void tell(DocumentCommand command, LiveDocuments live, List<Document> documents) {
    if (command.kind() != Kind.MONITOR) {
      return;
    }
    Log log = command.top().log();
    live.sync()
        .unreadTargets()
        .ifPresent(why ->
            log.warn(
                "The dashboards that monitors link to could not be listed, links stay as they"
                    + " are: "
                    + why.message()));
    Set<String> nowhere = live.sync().linkedNowhere(documents);
    if (!nowhere.isEmpty()) {
      log.warn(
          "Links to dashboards that are not there yet lead nowhere: "
              + String.join(", ", nowhere)
              + "; push these, then the monitors again");
    }
  }
}
