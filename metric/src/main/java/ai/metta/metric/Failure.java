// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Instant;
import java.util.Optional;

/// Why something could not be had, typed by who is to blame.
///
/// The type decides what happens next: whether the same request may be tried again ([#retriable]),
/// and which exit code a run ends with. A message says what happened, with which input, and what to
/// do; it never holds a secret.
public sealed interface Failure {

  /// One line for people: what happened, with which input, what to do.
  String message();

  /// Whether the same request may succeed a little later, unchanged.
  default boolean retriable() {
    return false;
  }

  /// The kind as a tag value: lower snake case, one of a closed set.
  String kind();

  /// A setting is missing or wrong. The user mends it; trying again does not.
  record Configuration(String message) implements Failure {
    @Override
    public String kind() {
      return "configuration";
    }
  }

  /// The service refuses who we are, or what we may see.
  record Credentials(String message) implements Failure {
    @Override
    public String kind() {
      return "credentials";
    }
  }

  /// The service has had enough of us for now.
  ///
  /// @param retryAt when it says that it will listen again; empty where it does not say
  record RateLimit(String message, Optional<Instant> retryAt) implements Failure {
    @Override
    public boolean retriable() {
      return true;
    }

    @Override
    public String kind() {
      return "rate_limit";
    }
  }

  /// The service is down, out of reach, too slow, or failed inside.
  record Service(String message, Retry retry) implements Failure {
    /// Whether the service's failure looks passing.
    public enum Retry {
      MAY_HELP,
      IS_USELESS
    }

    @Override
    public boolean retriable() {
      return retry == Retry.MAY_HELP;
    }

    @Override
    public String kind() {
      return "service";
    }
  }

  /// The service answered, but not in the form it promises.
  record Malformed(String message) implements Failure {
    @Override
    public String kind() {
      return "malformed";
    }
  }

  /// Our own mistake: an exception nobody foresaw.
  record Bug(String message) implements Failure {
    @Override
    public String kind() {
      return "bug";
    }
  }
}
