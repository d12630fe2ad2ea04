// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.secret;

/// A secret's value as a source has it, before it is checked.
///
/// @param place where it stood, for people: `env SKYPILOT_API_KEY`, `file skypilot/api-key`
public record Found(Secret value, String place) {}
