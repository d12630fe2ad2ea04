// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.kubernetes;

/// What something in a cluster is found by; what is made anew may have the name of what is gone.
record ObjectName(String namespace, String name) {}
