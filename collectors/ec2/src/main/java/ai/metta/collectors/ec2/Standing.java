// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

/// What is known of a region that is asked.
enum Standing {
  /// Whoever is not let in here is let in nowhere.
  HOME,
  /// AWS says that the account has enabled it.
  ENABLED,
  /// A setting names it, and the account may not have enabled it.
  NAMED
}
