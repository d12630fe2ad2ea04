// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.datadog;

import java.util.List;
import java.util.Optional;

/// Where payloads wait while they are delivered.
interface Shelf {
  List<PayloadName> waiting();

  /// The payload for the caller alone, until closed; empty where another has it, or had it.
  Optional<Claim> claim(PayloadName name);

  /// Puts the parts in the place of the whole, which is never lost in between.
  List<PayloadName> replace(PayloadName whole, List<Payload> parts);

  /// Whether it was there.
  boolean remove(PayloadName name);

  void reject(PayloadName name, Rejected why);

  /// Puts a damaged one aside.
  ///
  /// @return its size in bytes, as it was found
  long quarantine(PayloadName name);

  /// A payload held by its caller.
  interface Claim extends AutoCloseable {
    byte[] read();

    @Override
    void close();
  }
}
