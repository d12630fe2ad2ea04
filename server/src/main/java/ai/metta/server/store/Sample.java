// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.store;

/// One value to be kept.
///
/// @param second since 1970
/// @param interval seconds that a count or rate stands for; 0 where nobody says
public record Sample(long second, double value, long interval) {}
