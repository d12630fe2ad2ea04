// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// The dashboards of all collectors, made of what each says of its own: in come the collectors that
/// there are, out go the product's dashboards. Knows no collector by name.
@NullMarked
package ai.metta.collect.pages;

import org.jspecify.annotations.NullMarked;
