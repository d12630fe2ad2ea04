// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.secret.DistantSecrets;
import ai.metta.access.secret.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// AWS Secrets Manager, asked in the region that `AWS_REGION` or `AWS_DEFAULT_REGION` names, for
/// required keys that are missing nearer by. A machine where neither is set asks nobody.
public final class AwsSecrets implements DistantSecrets {
  @Override
  public Optional<SecretSource> open(Map<String, String> environment) {
    return Stream.of("AWS_REGION", "AWS_DEFAULT_REGION")
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(region -> !region.isEmpty())
        .findFirst()
        .map(region -> source(environment, region));
  }

  private static SecretSource source(Map<String, String> environment, String region) {
    return AwsIdentity.of(environment)
        .<SecretSource>map(identity -> ManagedSecrets.open(environment, region, identity))
        .orElseGet(() -> new NobodysSecrets(region));
  }
}
