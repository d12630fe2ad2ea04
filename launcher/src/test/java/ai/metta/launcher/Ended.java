// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.launcher;

/// How a process ended: its exit status, what it wrote to stdout and what it said on stderr.
record Ended(int status, String out, String err) {}
