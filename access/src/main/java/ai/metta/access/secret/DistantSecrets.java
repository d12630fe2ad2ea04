// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

import java.util.Map;
import java.util.Optional;

/// A store of secrets that costs a request to ask, found by `ServiceLoader`. It is opened only when
/// a required key is still missing after the near sources.
public interface DistantSecrets {
  /// The source, or empty where this environment does not say enough to reach it.
  Optional<SecretSource> open(Map<String, String> environment);
}
