// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

/// An older, flat name of some of a metric's series, emitted only where aliases are switched on.
///
/// @param name the flat name
/// @param where the tags that its series carry under the metric's own name; the flat series carries
///   none of them
public record Alias(String name, Tags where) {}
