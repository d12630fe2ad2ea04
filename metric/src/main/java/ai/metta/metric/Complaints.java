// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.ArrayList;
import java.util.List;

/// Collects what does not hold, so that all of it can be said at once.
final class Complaints {
  private final List<String> all = new ArrayList<>();

  void require(boolean holds, String otherwise) {
    if (!holds) {
      all.add(otherwise);
    }
  }

  List<String> all() {
    return all;
  }
}
