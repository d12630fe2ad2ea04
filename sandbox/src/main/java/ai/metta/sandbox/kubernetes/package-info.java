// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// A Kubernetes API server as a reader of a cluster meets it: lists in pages that are of one
/// instant, tokens that lead to the next page and expire, a bearer token, a role, and refusals in
/// the form of a Status. Beside it the metrics API, or none.
///
/// In: a seed, a fleet and a clock. Out: an address. Knows nothing of who asks; what is so can be
/// asked of [ai.metta.sandbox.kubernetes.KubernetesServer#cluster].
@NullMarked
package ai.metta.sandbox.kubernetes;

import org.jspecify.annotations.NullMarked;
