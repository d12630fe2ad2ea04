// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.time.Duration;

/// When a metric should call somebody.
///
/// @param critical the value that alerts; which side of it is bad follows from the metric's
///   orientation
/// @param over the evaluation window
public record MonitorHint(double critical, Duration over) {}
