// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// A simulated organisation and what metta makes of it, without an account.
///
/// In: a seed. Out: services to collect from and, for a demo, a server that does so, a past to look
/// back on, and an address to open. Nothing of it is left behind unless a folder was named.
@NullMarked
package ai.metta.cli.demo;

import org.jspecify.annotations.NullMarked;
