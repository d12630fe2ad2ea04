// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// How another program is run: its output as a stream, within a deadline that ends it and all that
/// it started.
@NullMarked
package ai.metta.access.process;

import org.jspecify.annotations.NullMarked;
