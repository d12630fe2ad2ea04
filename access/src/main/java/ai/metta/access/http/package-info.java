// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// One HTTP client for all services: deadlines that hold, repeats chosen by the kind of failure,
/// caps on what is read, and answers kept with their validators.
///
/// In: a [Request] and, for a whole run, its deadline. Out: an [Answer] of any status, or a typed
/// failure where there was none.
///
/// Knows no service: what a status means, and how pages are asked for, is the caller's business.
/// Why it stands on `HttpURLConnection`: `docs/adr/0002-http-client.md`.
@NullMarked
package ai.metta.access.http;

import org.jspecify.annotations.NullMarked;
