// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.List;
import java.util.Optional;

/// A place where secrets are kept.
public interface SecretSource {
  /// One word for people: `env`, `file`, `secretsmanager`.
  String name();

  /// Sources are asked from the lowest to the highest: environment 100, mounted files 200.
  int order();

  /// Where this source looks for the key, for people; empty where it would not look.
  List<String> places(SecretKey key);

  /// The value, unchecked; empty where the source has none.
  ///
  /// @throws ai.metta.metric.FailureException when the source could not say, which is not the same
  ///   as having none: the next source is asked, and the failure is reported
  Optional<Found> find(SecretKey key);
}
