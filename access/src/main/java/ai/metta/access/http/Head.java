// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.http;

/// An answer before its body.
public record Head(int status, Headers headers) {}
