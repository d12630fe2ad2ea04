// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.concurrent.CountDownLatch;

/// What all parts of one server share.
///
/// @param closing opens when the server closes
record Backstage(SkypilotOptions options, Faults faults, RequestBook book, CountDownLatch closing) {
  static Backstage of(SkypilotOptions options) {
    return new Backstage(
        options, new Faults(), new RequestBook(options.fleet().seed()), new CountDownLatch(1));
  }

  ServerVersion version() {
    return options.version();
  }
}
