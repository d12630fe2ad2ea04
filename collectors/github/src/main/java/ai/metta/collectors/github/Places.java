// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

/// How many requests may be under way at once, so that one that is answered slowly leaves places to
/// others.
///
/// @param ofRepository of one repository
/// @param ofTopic of one topic of it
record Places(int ofRepository, int ofTopic) {
  /// Of all together.
  static final int ALL = 8;

  /// Three slow ones of several must not take all.
  private static final int LEAST = 2;

  /// @param repositories that are read, from 1
  static Places among(int repositories) {
    int own = Math.max(LEAST, Math.ceilDiv(ALL, repositories));
    return new Places(own, Math.ceilDiv(own, 2));
  }
}
