// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// How each service's own truth is counted: values by series, over days that lead up to an instant.
/// Written apart from the product, so that no mistake is compared with itself.
@NullMarked
package ai.metta.sandbox.truth;

import org.jspecify.annotations.NullMarked;
