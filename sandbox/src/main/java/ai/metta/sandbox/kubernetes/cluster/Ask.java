// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes.cluster;

/// What is asked for; 0 for nothing.
public record Ask(long millicores, long bytes) {
  public static final Ask NOTHING = new Ask(0, 0);

  static final long MIB = 1L << 20;

  static Ask of(long millicores, long mebibytes) {
    return new Ask(millicores, mebibytes * MIB);
  }
}
