// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.Optional;

/// That somebody committed to the default branch.
///
/// @param author empty where nobody is known to have made it
record Contribution(String oid, Instant committed, Optional<Person> author) {}
