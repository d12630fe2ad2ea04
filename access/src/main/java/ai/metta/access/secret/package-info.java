// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Credentials: where they are looked for, and how they are kept out of everything that is written.
///
/// In: a declared [SecretKey], the environment, a directory of mounted files. Out: a [Secret] that
/// prints as `***`, where it came from, and a [Redactor] that knows every value resolved so far.
///
/// Knows no service and keeps nothing on disk.
@NullMarked
package ai.metta.access.secret;

import org.jspecify.annotations.NullMarked;
