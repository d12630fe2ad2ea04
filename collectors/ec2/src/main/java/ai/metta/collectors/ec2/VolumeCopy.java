// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import java.util.OptionalLong;

/// A snapshot of a volume. It stores blocks that changed since the one before, so that what it
/// takes up is less than either size says.
///
/// @param volumeGib size of the volume that it was taken of
/// @param fullBytes size of all blocks that it restores; empty where AWS does not say
record VolumeCopy(String id, int volumeGib, OptionalLong fullBytes) {}
