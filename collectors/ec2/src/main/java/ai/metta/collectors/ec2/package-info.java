// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// Instances, volumes and what they cost in one AWS account, in; `ec2.*` points, out.
///
/// [AwsDoor], [Caller] and [AwsSending] lead to AWS; with the classes that end in `Client` they are
/// the only ones that name its SDK. The clients make facts of its answers, never points.
/// [Ec2Metrics] is the catalogue. What is due only sometimes is asked in the first run at or after
/// a boundary. No price, and no instance type, is written down here: AWS, or the price book, tells
/// them.
///
/// Knows nothing of the intake or of other collectors. Names and rules: `README.md` beside the pom.
@NullMarked
package ai.metta.collectors.ec2;

import org.jspecify.annotations.NullMarked;
