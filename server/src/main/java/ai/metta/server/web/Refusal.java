// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.web;

import java.util.List;

/// A request that is answered with an error, in Datadog's form.
public final class Refusal extends RuntimeException {
  private final int status;

  public Refusal(int status, String error) {
    super(error);
    this.status = status;
  }

  public int status() {
    return status;
  }

  List<String> errors() {
    return List.of(String.valueOf(getMessage()));
  }
}
