// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import ai.metta.sandbox.skypilot.fleet.Person;
import java.util.Optional;

/// Whom a request runs as.
///
/// @param id the user's hash
/// @param name empty where the server has no name for the id
record Caller(String id, Optional<String> name, Kind kind) {
  /// How the server knows.
  enum Kind {
    /// It does not: an anonymous caller runs as the server.
    SERVER,
    /// The body says so.
    CLAIMED,
    /// The header of a trusted proxy says so.
    PROXY,
    BASIC,
    SERVICE_ACCOUNT
  }

  static Caller server() {
    return new Caller(Person.SERVER.hash(), Person.SERVER.name(), Kind.SERVER);
  }

  static Caller named(String name, Kind kind) {
    return new Caller(Person.named(name).hash(), Optional.of(name), kind);
  }

  static Caller serviceAccount(String name) {
    return new Caller("sa-" + Person.named(name).hash(), Optional.of(name), Kind.SERVICE_ACCOUNT);
  }
}
