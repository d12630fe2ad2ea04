// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import java.util.OptionalLong;

/// A snapshot of a volume.
///
/// @param owner the number of the account that it is of
/// @param fullBytes empty where AWS has not come to count them
public record Backup(String id, String region, String owner, int gib, OptionalLong fullBytes) {}
