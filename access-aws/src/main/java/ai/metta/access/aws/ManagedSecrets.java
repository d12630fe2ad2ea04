// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.access.aws;

import ai.metta.access.secret.Found;
import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.SecretSource;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.SecretValueEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// Secrets as AWS Secrets Manager keeps them in one region, in their current version.
///
/// A key that goes by several names costs one request where batches are allowed. Nothing is kept:
/// who rotates a secret is heard by the next run, and a run asks for its own few once each.
final class ManagedSecrets implements SecretSource {
  static final String NAME = "secretsmanager";

  /// After the environment and mounted files.
  static final int ORDER = 300;

  private static final Duration WITHIN = Duration.ofSeconds(15);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);

  private final SecretsManagerClient client;
  private final String region;

  private ManagedSecrets(SecretsManagerClient client, String region) {
    this.client = client;
    this.region = region;
  }

  static ManagedSecrets open(
      Map<String, String> environment, String region, AwsCredentialsProvider identity) {
    SecretsManagerClientBuilder builder =
        SecretsManagerClient.builder()
            .region(Region.of(region))
            .credentialsProvider(identity)
            .httpClient(UrlConnectionHttpClient.builder().connectionTimeout(CONNECT_WITHIN).build())
            .overrideConfiguration(how -> how.apiCallTimeout(WITHIN));
    Stream.of("AWS_ENDPOINT_URL_SECRETS_MANAGER", "AWS_ENDPOINT_URL")
        .map(name -> environment.getOrDefault(name, "").strip())
        .filter(address -> !address.isEmpty())
        .findFirst()
        .map(URI::create)
        .ifPresent(builder::endpointOverride);
    return new ManagedSecrets(builder.build(), region);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int order() {
    return ORDER;
  }

  @Override
  public List<String> places(SecretKey key) {
    return key.ids().stream().map(id -> NAME + " " + id + " in " + region).toList();
  }

  @Override
  public Optional<Found> find(SecretKey key) {
    Map<String, Stored> stored = stored(key.ids());
    for (String id : key.ids()) {
      if (stored.get(id) instanceof Stored.Text(String text, String version)) {
        return Optional.of(
            new Found(Secret.of(text), NAME + " " + id + " in " + region + ", version " + version));
      }
    }
    for (Stored one : stored.values()) {
      if (one instanceof Stored.Unreadable(Failure failure)) {
        throw new FailureException(failure);
      }
    }
    return Optional.empty();
  }

  /// What there is under one name.
  private sealed interface Stored {
    record Text(String text, String version) implements Stored {}

    record Nothing() implements Stored {}

    record Unreadable(Failure failure) implements Stored {}
  }

  private Map<String, Stored> stored(List<String> ids) {
    if (ids.size() > 1) {
      try {
        return together(ids);
      } catch (SecretsManagerException refused) {
        // To ask for several at once takes a right of its own, which few policies grant.
        if (!Refusal.isDenied(refused)) {
          throw new FailureException(refusal(ids.getFirst()).of(refused));
        }
      } catch (SdkException broken) {
        throw new FailureException(refusal(ids.getFirst()).of(broken));
      }
    }
    Map<String, Stored> all = new LinkedHashMap<>();
    for (String id : ids) {
      Stored one = alone(id);
      all.put(id, one);
      if (one instanceof Stored.Text) {
        break;
      }
    }
    return all;
  }

  private Map<String, Stored> together(List<String> ids) {
    Map<String, Stored> all = new LinkedHashMap<>();
    ids.forEach(id -> all.put(id, new Stored.Unreadable(unanswered(id))));
    @Nullable String next = null;
    // A page has one secret at least, so that there are no more pages than names.
    for (int page = 0; page == 0 || (next != null && page < ids.size()); page++) {
      @Nullable String token = next;
      var answer = client.batchGetSecretValue(asked -> asked.secretIdList(ids).nextToken(token));
      for (APIErrorType error : answer.errors()) {
        all.put(error.secretId(), refused(error));
      }
      for (SecretValueEntry entry : answer.secretValues()) {
        all.put(entry.name(), text(entry.name(), entry.secretString(), entry.versionId()));
      }
      next = answer.nextToken();
    }
    return all;
  }

  private Failure unanswered(String id) {
    return new Failure.Malformed(
        refusal(id).what() + " was asked for, and the answer says nothing of it");
  }

  private Stored refused(APIErrorType error) {
    return Refusal.isAbsence(error.errorCode())
        ? new Stored.Nothing()
        : new Stored.Unreadable(
            refusal(error.secretId()).of(error.errorCode(), String.valueOf(error.message())));
  }

  private Stored alone(String id) {
    try {
      GetSecretValueResponse answer = client.getSecretValue(asked -> asked.secretId(id));
      return text(id, answer.secretString(), answer.versionId());
    } catch (SdkException thrown) {
      return Refusal.isAbsence(thrown)
          ? new Stored.Nothing()
          : new Stored.Unreadable(refusal(id).of(thrown));
    }
  }

  private Stored text(String id, @Nullable String text, @Nullable String version) {
    return text == null
        ? new Stored.Unreadable(
            new Failure.Configuration(
                refusal(id).what() + " is binary; store it again as text (SecretString)"))
        : new Stored.Text(text, String.valueOf(version));
  }

  private Refusal refusal(String id) {
    return new Refusal(id, region);
  }
}
