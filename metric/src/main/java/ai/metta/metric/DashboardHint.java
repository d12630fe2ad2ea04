// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Optional;

/// Where a metric stands on its collector's generated dashboard.
///
/// @param group the group's title
/// @param order position within the group, from 1
/// @param widget Datadog's widget type; empty for the default of the metric's kind
public record DashboardHint(String group, int order, Optional<String> widget) {}
