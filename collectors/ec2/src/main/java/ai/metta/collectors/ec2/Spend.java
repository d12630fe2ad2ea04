// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.Map;

/// What the account spent in one day.
///
/// @param dollars unblended, by service
record Spend(Map<String, Double> dollars) {
  Spend {
    dollars = Map.copyOf(dollars);
  }
}
