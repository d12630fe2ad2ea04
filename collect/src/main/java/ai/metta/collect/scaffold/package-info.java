// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Writes the first version of a collector: one that compiles, passes its tests, is documented and
/// tells one metric.
///
/// - [Scaffold] – the door: a name and a schedule become a folder
/// - [Checkout] – the source tree that it is written into, and the lines that make it known there
///
/// The files lie beside as resources, with `@name@` where the name goes; no line that holds it is
/// parted otherwise by the formatter for a long name than for a short one.
@NullMarked
package ai.metta.collect.scaffold;

import org.jspecify.annotations.NullMarked;
