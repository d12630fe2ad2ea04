// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// JSON, where a server needs all of it at hand.
///
/// In: bytes, or maps and lists. Out: the other of the two. Knows no service.
@NullMarked
package ai.metta.sandbox.json;

import org.jspecify.annotations.NullMarked;
