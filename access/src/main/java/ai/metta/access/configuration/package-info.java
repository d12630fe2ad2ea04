// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What an installation says about itself: declared settings, layered, each value with its origin.
///
/// In: the settings that collectors and commands declare; flags, environment, `metta.yaml`. Out:
/// [Settings], or every problem at once, each with file, line and column or with the variable's
/// name. Secrets are not settings and are refused here: `ai.metta.access.secret`.
@NullMarked
package ai.metta.access.configuration;

import org.jspecify.annotations.NullMarked;
