// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.change;

import ai.metta.access.json.JsonTree.Members;

/// A dashboard or monitor as it should be.
///
/// @param name what it is found by, also after its title changed: its file's name without `.json`
public record Document(String name, Members json) {}
