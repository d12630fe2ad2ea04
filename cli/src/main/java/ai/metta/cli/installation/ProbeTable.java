// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.installation;

import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Paint;
import ai.metta.cli.screen.Screen;
import ai.metta.cli.screen.Table;
import ai.metta.collect.Probe;
import java.util.List;

/// Questions and what came of them, a row each.
final class ProbeTable {
  private ProbeTable() {}

  /// Prints the rows.
  ///
  /// @return ok, or what all that failed has in common
  static Exit print(List<Probe> probes, Surroundings surroundings) {
    Paint paint = surroundings.screen().paint(Screen.Stream.OUT);
    Table table = new Table(surroundings.screen());
    probes.forEach(
        probe -> table.row(verdict(probe, paint), probe.question(), probe.finding().detail()));
    table.print(surroundings.out());
    return exit(probes);
  }

  /// Ok, or what all that failed has in common.
  static Exit exit(List<Probe> probes) {
    return Exit.shared(
            probes.stream()
                .map(Probe::finding)
                .filter(Probe.Failed.class::isInstance)
                .map(failed -> Exit.of(((Probe.Failed) failed).cause())))
        .orElse(Exit.OK);
  }

  private static String verdict(Probe probe, Paint paint) {
    return switch (probe.finding()) {
      case Probe.Good _ -> paint.good("ok");
      case Probe.Doubtful _ -> paint.doubtful("warning");
      case Probe.Failed _ -> paint.bad("failed");
      case Probe.Skipped _ -> paint.quiet("skipped");
    };
  }
}
