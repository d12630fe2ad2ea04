// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// The body of one request, ready to be sent. The bytes are not copied: whoever made them leaves
/// them alone.
@SuppressWarnings("ArrayRecordComponent") // payloads are compared by their digest, see PayloadName
record Payload(Contents contents, byte[] bytes) {
  @Override
  public String toString() {
    return "Payload[" + contents + ", " + bytes.length + " bytes]";
  }
}
