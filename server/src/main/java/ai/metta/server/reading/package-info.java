// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What the local server answers: queries, and what is known of metrics.
@NullMarked
package ai.metta.server.reading;

import org.jspecify.annotations.NullMarked;
