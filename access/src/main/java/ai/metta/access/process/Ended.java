// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.process;

/// A program that has ended.
///
/// @param output what the reader made of its stdout
/// @param errors the first 64 KiB of its stderr, redacted
public record Ended<T>(int exitCode, T output, String errors) {}
