// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What comes into the local server: series, distributions, checks and events, held to Datadog's
/// rules.
@NullMarked
package ai.metta.server.intake;

import org.jspecify.annotations.NullMarked;
