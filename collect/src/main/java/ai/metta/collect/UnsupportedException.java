// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

/// This server, version or plan cannot say: the part in which it is thrown becomes unsupported,
/// which is no failure.
public final class UnsupportedException extends RuntimeException {
  public UnsupportedException(String reason) {
    super(reason);
  }

  public String reason() {
    return String.valueOf(getMessage());
  }
}
