// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

/// A change, and who made it.
public record Told(Change change, Editor by) {}
