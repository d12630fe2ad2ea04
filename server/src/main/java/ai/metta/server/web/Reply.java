// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is answered.
///
/// @param headers beside the type and length of the body
public record Reply(int status, Body body, Map<String, String> headers) {

  /// What is in it.
  public sealed interface Body {}

  /// A tree as [Tree] writes it.
  public record Json(@Nullable Object tree) implements Body {}

  /// Bytes as they are.
  ///
  /// @param type with its character set, where it has one
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  public record Content(String type, byte[] bytes) implements Body {}

  /// JSON with a status.
  public Reply(int status, @Nullable Object json) {
    this(status, new Json(json), Map.of());
  }

  public static Reply ok(Object json) {
    return new Reply(200, json);
  }
}
