// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Questions in Datadog's query language: answered by whoever has the values, or only read, where
/// files of dashboards and monitors are checked.
///
/// In: a query, or documents in files. Out: lines of values, or what is wrong and where. What a
/// query means is the room `query`'s business.
@NullMarked
package ai.metta.cli.query;

import org.jspecify.annotations.NullMarked;
