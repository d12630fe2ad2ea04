// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

/// What a dashboard is for.
///
/// @param says one sentence
/// @param audience who reads it
public record Purpose(String says, String audience) {}
