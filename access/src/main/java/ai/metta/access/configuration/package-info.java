// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Settings in layers: flag, environment, `metta.yaml`, default – each value with its origin.
///
/// In: declared [Setting]s, the flags, the environment as a map, the directories to look in. Out:
/// [Settings], or every problem at once, each with the place and what to do about it.
///
/// Holds no secret: those have a room of their own, and are refused here.
@NullMarked
package ai.metta.access.configuration;

import org.jspecify.annotations.NullMarked;
