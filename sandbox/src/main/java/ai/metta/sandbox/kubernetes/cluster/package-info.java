// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// What a simulated cluster holds at an instant, and what is so of it. Written apart from the
/// product, so that no mistake is compared with itself.
///
/// In: a seed, and the fleet whose jobs are launched from here. Out: pods, deployments and jobs.
@NullMarked
package ai.metta.sandbox.kubernetes.cluster;

import org.jspecify.annotations.NullMarked;
