// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// Whether a metric is emitted without being asked for. Whatever may grow in number, money or
/// permissions is optional, switched on or off beforehand, and has a tag budget either way.
public enum Emitted {
  ALWAYS,
  OPTIONAL_ON,
  OPTIONAL_OFF
}
