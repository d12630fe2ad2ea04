// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.github;

import java.time.Instant;

/// That somebody committed to the default branch.
record Contribution(String oid, Instant committed, Person author) {}
