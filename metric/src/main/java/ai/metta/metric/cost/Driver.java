// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric.cost;

/// The tag key that a metric has so many series for.
///
/// @param values how many different ones the series carry
/// @param seriesWithout how many series were left without the key
public record Driver(String key, int values, int seriesWithout) {}
