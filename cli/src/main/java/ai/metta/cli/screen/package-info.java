// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// How results look: tables, wrapped lines and colour in the width of a screen, lists as JSON.
///
/// In: rows, texts and amounts. Out: lines on a stream that somebody else opened, and whether all
/// of them could be written. Knows of screens and streams, and of no command.
@NullMarked
package ai.metta.cli.screen;

import org.jspecify.annotations.NullMarked;
