// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import org.jspecify.annotations.Nullable;

/// What is answered.
///
/// @param json a tree as [Tree] writes it
public record Reply(int status, @Nullable Object json) {
  public static Reply ok(Object json) {
    return new Reply(200, json);
  }
}
