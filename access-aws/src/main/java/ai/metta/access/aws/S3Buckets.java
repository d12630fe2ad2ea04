// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.bucket.Buckets;
import ai.metta.access.http.Http;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// Buckets of S3, and of what speaks like it at `AWS_ENDPOINT_URL_S3` or `AWS_ENDPOINT_URL`: there
/// the bucket stands in the path.
public final class S3Buckets implements Buckets {
  private static final String USUAL_REGION = "us-east-1";

  @Override
  public Bucket open(String name, Http http, Map<String, String> environment) {
    String region = first(environment, "AWS_REGION", "AWS_DEFAULT_REGION").orElse(USUAL_REGION);
    S3ClientBuilder builder =
        S3Client.builder()
            .region(Region.of(region))
            .crossRegionAccessEnabled(false)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .credentialsProvider(
                AwsIdentity.of(environment)
                    .orElseThrow(() ->
                        new FailureException(
                            new Failure.Credentials(
                                "s3://"
                                    + name
                                    + ": no AWS credentials: set AWS_ACCESS_KEY_ID and"
                                    + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE, or give the pod a role"
                                    + " by web identity"))))
            .httpClient(RunTransport.over(http))
            .overrideConfiguration(how -> how.retryStrategy(AwsRetryStrategy.doNotRetry()));
    first(environment, "AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
        .ifPresent(address -> builder.endpointOverride(URI.create(address)).forcePathStyle(true));
    return new S3Bucket(builder.build(), name, region);
  }

  private static Optional<String> first(Map<String, String> environment, String... names) {
    return Stream.of(names)
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
