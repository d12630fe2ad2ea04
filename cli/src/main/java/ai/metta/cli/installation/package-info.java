// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What is set up here and whether it works: collectors and how they stand, configuration, secrets,
/// and the doctor who asks every service.
///
/// In: settings, keys, and what runs said about themselves. Out: lists, and answers to probes.
/// Collects nothing.
@NullMarked
package ai.metta.cli.installation;

import org.jspecify.annotations.NullMarked;
