// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// What one `POST /api/v2/series` may hold.
///
/// @param compressedBytes of the body as it is sent
/// @param plainBytes of the JSON in it
/// @param series how many at most; ours, so that a refused payload is taken apart in few steps
record PayloadLimits(long compressedBytes, long plainBytes, int series) {
  /// Datadog's own: 512,000 bytes sent, 5,242,880 decompressed.
  static final PayloadLimits STANDARD = new PayloadLimits(512_000, 5_242_880, 10_000);
}
