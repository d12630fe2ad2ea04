// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;
import java.util.Optional;

/// A branch other than the default one.
///
/// @param tip when its newest commit was committed; empty where the branch leads to no commit
record Branch(String name, Optional<Instant> tip, long openPulls) {}
