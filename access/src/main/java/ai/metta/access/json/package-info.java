// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// JSON documents that come in pages of a known size: a tree to walk, without a class for every
/// answer.
///
/// In come a parser and the keys that matter, out comes a [ai.metta.access.json.Json]. What is
/// missing is empty, what is of another kind than promised is malformed and named by its path.
/// Answers of unknown size are read as a stream instead.
@NullMarked
package ai.metta.access.json;

import org.jspecify.annotations.NullMarked;
