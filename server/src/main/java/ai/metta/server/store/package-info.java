// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// The store behind the local server: series, values, sketches, documents and events in one file of
/// an embedded engine.
///
/// In: batches, documents. Out: an [ai.metta.metric.SeriesSource], documents. No other room names
/// the engine. Its file's format stands in the room's README.
@NullMarked
package ai.metta.server.store;

import org.jspecify.annotations.NullMarked;
