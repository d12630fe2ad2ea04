// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// Which way is better.
public enum Orientation {
  LOWER_IS_BETTER,
  HIGHER_IS_BETTER,
  NEUTRAL
}
