// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.Locale;

/// A volume of block storage.
///
/// @param gib its size
record Volume(String id, Attachment attachment, String type, int gib) {

  /// By its state: its list of attachments is empty also while it is being attached.
  enum Attachment {
    ATTACHED,
    UNATTACHED,
    /// Being created, being deleted, or broken.
    OTHER;

    static Attachment of(String state) {
      return switch (state) {
        case "in-use" -> ATTACHED;
        case "available" -> UNATTACHED;
        default -> OTHER;
      };
    }

    /// The value of the tag `status`.
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
