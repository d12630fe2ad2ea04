// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.github.organisation;

/// What happened to a file.
public record FileChange(String path, long additions, long deletions) {}
