// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Objects that lie in buckets, as S3 and its like keep them.
///
/// In: a bucket's name, and where the environment says that it is. Out: what lies there, and its
/// bytes. Knows no vendor: who can reach a bucket is found by `ServiceLoader`, and may be missing.
@NullMarked
package ai.metta.access.bucket;

import org.jspecify.annotations.NullMarked;
