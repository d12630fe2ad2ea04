// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// From facts to points: the contract a collector keeps, and the runner that holds it to it.
///
/// In: collectors (found by `ServiceLoader`), settings, secrets, an instant. Out: a [Run] – for
/// each collector its outcomes, series, events and self-metrics – whatever the services did
/// meanwhile.
///
/// Must not know where series go: the sink is a port of `metric`. No collector's name occurs here.
/// Self-metrics: [SelfMetrics]; what every collector must pass: [Contract].
@NullMarked
package ai.metta.collect;

import org.jspecify.annotations.NullMarked;
