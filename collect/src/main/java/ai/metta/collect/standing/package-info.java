// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// How each collector stands, by what its runs say about themselves.
///
/// In: the self-metrics, through a [ai.metta.metric.QueryEngine], and each collector's schedule.
/// Out: a [Standing] – well, in part, failed, silent for too long, or unknown. One that stopped
/// reporting is silent, and never merely absent.
///
/// Must not know whom the engine asks, or how a standing is shown.
@NullMarked
package ai.metta.collect.standing;

import org.jspecify.annotations.NullMarked;
