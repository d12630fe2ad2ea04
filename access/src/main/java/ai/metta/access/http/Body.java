// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

/// What a request carries. The bytes are not copied: whoever made them leaves them alone.
///
/// @param mediaType `application/json`
@SuppressWarnings("ArrayRecordComponent") // a body is compared by nobody, and copying it costs
public record Body(String mediaType, byte[] bytes) {
  @Override
  public String toString() {
    return "Body[" + mediaType + ", " + bytes.length + " bytes]";
  }
}
