// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// What is given up last when not everything can be had.
public enum Priority {
  HIGH,
  MEDIUM,
  LOW
}
