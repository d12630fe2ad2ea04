// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

import static java.nio.charset.StandardCharsets.UTF_8;

/// A whole answer, decompressed. The body is not copied.
///
/// @param unchanged whether the service merely said that a kept answer still holds
@SuppressWarnings("ArrayRecordComponent") // an answer is compared by nobody, and copying it costs
public record Answer(int status, Headers headers, byte[] body, boolean unchanged) {
  /// One that came as it is.
  public Answer(int status, Headers headers, byte[] body) {
    this(status, headers, body, false);
  }

  public Head head() {
    return new Head(status, headers);
  }

  /// The body as UTF-8.
  public String text() {
    return new String(body, UTF_8);
  }

  @Override
  public String toString() {
    return "Answer[" + status + ", " + body.length + " bytes]";
  }
}
