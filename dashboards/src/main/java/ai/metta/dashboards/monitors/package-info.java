// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Monitors as code: what collectors declare, as monitors of Datadog's, and a trial of any monitor
/// over written series.
///
/// In: [ai.metta.dashboards.monitors.Declared], which holds declarations and nothing that was
/// measured, and what the installation says. Out: [ai.metta.dashboards.monitors.Monitor]s, each one
/// JSON document. A trial takes such a document and plain text, and says in which state the monitor
/// would be.
@NullMarked
package ai.metta.dashboards.monitors;

import org.jspecify.annotations.NullMarked;
