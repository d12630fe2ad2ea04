// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// Dashboards and monitors as code, both ways: built, checked, compared, pushed, pulled, and what
/// somebody edited in Datadog taken over.
///
/// In: what is generated from declarations, files that people wrote, and what is live. Out: a plan,
/// and documents in Datadog or in files. Nobody loses an edit: what both sides changed is told, and
/// left alone.
@NullMarked
package ai.metta.cli.documents;

import org.jspecify.annotations.NullMarked;
