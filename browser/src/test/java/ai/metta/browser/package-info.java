// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The pages in a browser, on known data.
@NullMarked
package ai.metta.browser;

import org.jspecify.annotations.NullMarked;
