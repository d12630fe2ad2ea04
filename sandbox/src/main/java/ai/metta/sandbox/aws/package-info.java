// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
/// A simulated AWS: EC2, CloudWatch and STS, which are asked by forms and answer in XML, Pricing,
/// Cost Explorer and Secrets Manager, which are asked and answer in JSON, all at one address. Which
/// region is asked stands in the signature, as the client made it; the signature itself is not
/// checked, but for whose it is.
///
/// [AwsServer] is what others start, [Reception] lets requests in, and each `…Desk` answers for one
/// service.
@NullMarked
package ai.metta.sandbox.aws;

import org.jspecify.annotations.NullMarked;
