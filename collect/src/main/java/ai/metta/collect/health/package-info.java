// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The health grid: which rows there are, and what each comes to. In: what metrics came to, what an
/// installation changes, and – through a [ai.metta.metric.QueryEngine] – what earlier runs sent.
/// Out: figures of merit. Knows no service.
@NullMarked
package ai.metta.collect.health;

import org.jspecify.annotations.NullMarked;
