// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The pages in a browser, and what they load: from this server alone.
@NullMarked
package ai.metta.server.ui;

import org.jspecify.annotations.NullMarked;
