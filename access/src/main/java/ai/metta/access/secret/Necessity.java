// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

/// Whether its user can do anything without a secret.
public enum Necessity {
  REQUIRED,
  OPTIONAL
}
