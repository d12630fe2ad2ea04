// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What the organisation has in its AWS account: the machines that its SkyPilot jobs and clusters
/// run on, a few that others started, their volumes, and what it costs.
@NullMarked
package ai.metta.sandbox.aws.estate;

import org.jspecify.annotations.NullMarked;
