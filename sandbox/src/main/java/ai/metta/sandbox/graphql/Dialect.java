// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.graphql;

import java.util.Map;

/// How a service words what is wrong with a query.
@FunctionalInterface
public interface Dialect {
  /// An error as it stands in the answer's list of them.
  Map<String, Object> error(Complaint complaint);
}
