// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

/// A kept payload is not what is written here: another version's, or somebody's hand.
final class MalformedPayloadException extends Exception {
  MalformedPayloadException(String message) {
    super(message);
  }

  MalformedPayloadException(Exception cause) {
    super("not a payload of ours: " + cause.getMessage(), cause);
  }
}
