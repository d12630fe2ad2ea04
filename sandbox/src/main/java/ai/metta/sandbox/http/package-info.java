// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// How simulated services are reached: by HTTP, from this machine alone.
///
/// In: a service's handler, answers as trees, and when faults strike. Out: the address that it
/// answers at. Knows nothing of what is asked.
@NullMarked
package ai.metta.sandbox.http;

import org.jspecify.annotations.NullMarked;
