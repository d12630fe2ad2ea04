// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Other programs, run with a deadline that ends them and all they started.
///
/// In: a command with its whole environment. Out: what the caller's reader made of its output, its
/// exit code, and the beginning of what it wrote to stderr.
///
/// Knows no program by name and inherits nothing from the environment.
@NullMarked
package ai.metta.access.process;

import org.jspecify.annotations.NullMarked;
