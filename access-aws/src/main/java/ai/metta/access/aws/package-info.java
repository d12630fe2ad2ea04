// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/// What lies in AWS for every room, and who we are there. The SDK's classes are loaded only when
/// AWS is asked.
///
/// - [AwsSecrets] – the door: required secrets that neither the environment nor a mounted file has
/// - [S3Buckets] – the door to S3's buckets
/// - [AwsIdentity] – who we are to AWS, or that nobody says; for rooms that ask AWS too
@NullMarked
package ai.metta.access.aws;

import org.jspecify.annotations.NullMarked;
