// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.bucket.Bucket;
import ai.metta.access.http.Page;
import ai.metta.access.http.Pages;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/// A bucket of S3.
record S3Bucket(S3Client client, String name, String region) implements Bucket {
  private static final int MOST_PAGES = 1_000;

  @Override
  public List<Item> list(String prefix) {
    String what = "s3:ListObjectsV2 s3://" + name + "/" + prefix;
    return new Pages(what, MOST_PAGES).all(token -> ask(what, () -> page(what, prefix, token)));
  }

  private Page<Item> page(String what, String prefix, Optional<String> token) {
    ListObjectsV2Response page =
        client.listObjectsV2(
            asked -> asked.bucket(name).prefix(prefix).continuationToken(token.orElse(null)));
    // An answer that is none of S3's is read as one that lists nothing.
    if (!name.equals(page.name()) || page.isTruncated() == null) {
      throw new FailureException(
          new Failure.Malformed(
              what
                  + ": what came is no list of S3's; is AWS_ENDPOINT_URL_S3, or a proxy, in between?"));
    }
    if (page.isTruncated() && page.nextContinuationToken() == null) {
      throw new FailureException(
          new Failure.Malformed(what + ": the list goes on, and does not say where"));
    }
    return new Page<>(
        page.contents().stream()
            .map(object -> new Item(object.key(), object.lastModified(), object.size()))
            .toList(),
        page.isTruncated() ? Optional.of(page.nextContinuationToken()) : Optional.empty());
  }

  @Override
  public byte[] read(String key, long most) {
    String what = "s3:GetObject s3://" + name + "/" + key;
    byte[] whole =
        ask(
            what,
            () ->
                client.getObjectAsBytes(asked -> asked.bucket(name).key(key)).asByteArrayUnsafe());
    if (whole.length > most) {
      throw new FailureException(new Failure.Malformed(what + ": larger than " + most + " bytes"));
    }
    return whole;
  }

  private <T> T ask(String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException thrown) {
      throw new FailureException(own(thrown).orElseGet(() -> refusal(what, thrown)));
    }
  }

  /// What the run's own client said, which the SDK has wrapped.
  private static Optional<Failure> own(Throwable thrown) {
    for (@Nullable Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof FailureException failed) {
        return Optional.of(failed.failure());
      }
    }
    return Optional.empty();
  }

  private Failure refusal(String what, SdkException thrown) {
    if (!(thrown instanceof AwsServiceException refused)) {
      String said = line(String.valueOf(thrown.getMessage()));
      return said.contains("redentials")
          ? new Failure.Credentials(what + ": " + said + "; renew AWS's credentials")
          : new Failure.Malformed(what + ": the answer cannot be read (" + said + ")");
    }
    String code = AwsErrorCodes.of(refused);
    String said = what + ": " + refused.statusCode() + " " + code;
    if (AwsErrorCodes.isOfIdentity(code)) {
      return new Failure.Credentials(said + "; AWS does not take its credentials: renew them");
    }
    return switch (refused.statusCode()) {
      case 301, 307 ->
          new Failure.Configuration(
              said + "; the bucket is not in " + region + ": set AWS_REGION to its own");
      case 403, 401 ->
          new Failure.Credentials(
              said + "; allow s3:ListBucket on the bucket and s3:GetObject below the prefix");
      case 404 ->
          new Failure.Configuration(
              said + "; there is no such bucket or object: correct its address");
      case 429, 503 -> new Failure.RateLimit(said + "; the next run asks again", Optional.empty());
      default ->
          new Failure.Service(
              said, refused.statusCode() >= 500 ? Retry.MAY_HELP : Retry.IS_USELESS);
    };
  }

  private static String line(String words) {
    return words.lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    client.close();
  }
}
