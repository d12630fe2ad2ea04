// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The local server as a speaker of HTTP and JSON: routes, keys, limits, errors in Datadog's form.
///
/// In: routes with their handlers. Out: a server on an address. Knows no metric.
@NullMarked
package ai.metta.server.web;

import org.jspecify.annotations.NullMarked;
