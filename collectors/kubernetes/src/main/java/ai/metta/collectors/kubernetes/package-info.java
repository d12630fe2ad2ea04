// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Pods, what they use, deployments and the platform's own jobs of one Kubernetes cluster, in;
/// `k8s.*` points, out.
///
/// [ApiServer] is the only file that knows how the server is asked, and with [Kubeconfig],
/// [KubernetesClient] and the readers beside it the only one that knows the library which does the
/// asking: none of its classes is loaded before a cluster is read. [KubernetesMetrics] is the
/// catalogue. A listing that broke off is no listing: whatever follows from it fails.
///
/// Knows nothing of the intake or of other collectors. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.kubernetes;

import org.jspecify.annotations.NullMarked;
