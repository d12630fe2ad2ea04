// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Dashboards and monitors as code: documents that follow from what collectors declare.
@NullMarked
package ai.metta.dashboards;

import org.jspecify.annotations.NullMarked;
