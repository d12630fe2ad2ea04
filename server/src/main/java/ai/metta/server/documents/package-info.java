// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Dashboards and monitors as code keeps them: what a client sends comes back as it was, with what
/// Datadog adds.
@NullMarked
package ai.metta.server.documents;

import org.jspecify.annotations.NullMarked;
