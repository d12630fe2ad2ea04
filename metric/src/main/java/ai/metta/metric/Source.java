// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Optional;

/// Where a metric's facts come from, so that a refusal can name what it costs.
///
/// @param endpoint as the service documents it, for instance `POST /jobs/queue/v2`
/// @param permission what the credential must be allowed; empty where any caller may
public record Source(String endpoint, Optional<String> permission) {}
