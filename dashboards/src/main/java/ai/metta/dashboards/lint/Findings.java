// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.dashboards.lint.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What was found so far of a document's form and numbers, each once.
final class Findings {
  private final List<Finding> all = new ArrayList<>();

  List<Finding> all() {
    return all;
  }

  void error(String place, String problem) {
    add(Level.ERROR, place, problem);
  }

  void add(Level level, String place, String problem) {
    Finding finding = new Finding(level, place, problem, Optional.empty());
    if (!all.contains(finding)) {
      all.add(finding);
    }
  }
}
