// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github;

import java.util.Map;

/// That GitHub does not answer a query because of what it would come to.
final class TooDearException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Map<String, Object> error;

  TooDearException(Map<String, Object> error) {
    super(String.valueOf(error.get("message")));
    this.error = error;
  }

  /// In GitHub's shape of an error.
  Map<String, Object> error() {
    return error;
  }
}
