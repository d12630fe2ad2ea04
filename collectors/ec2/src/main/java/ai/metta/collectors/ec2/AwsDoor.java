// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.secret.Secret;
import ai.metta.access.secret.SecretKey;
import ai.metta.access.secret.Secrets;
import ai.metta.collect.Fetch;
import ai.metta.collect.NotConfiguredException;
import ai.metta.metric.Failure;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.auth.credentials.WebIdentityTokenFileCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.pricing.PricingClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.utils.SdkAutoCloseable;

/// Where AWS is asked, and as whom. What it opened, it closes.
final class AwsDoor implements AutoCloseable {
  /// The region that knows all prices, and the whole account's spending.
  private static final String WORLD = "us-east-1";

  private final Fetch fetch;
  private final AwsCredentialsProvider identity;
  private final AwsTransport transport;
  private final List<SdkAutoCloseable> open = new ArrayList<>();

  private AwsDoor(Fetch fetch, AwsCredentialsProvider identity) {
    this.fetch = fetch;
    this.identity = identity;
    this.transport = AwsTransport.over(fetch.http());
  }

  /// Finds credentials: keys of our own secrets first, else what the SDK's chain finds in the
  /// environment, a web identity, a profile, a container or the machine.
  ///
  /// @throws NotConfiguredException where nobody has any
  static AwsDoor open(Fetch fetch) {
    Optional<Secret> id = fetch.secrets().find(Ec2Config.ACCESS_KEY);
    Optional<Secret> key = fetch.secrets().find(Ec2Config.SECRET_KEY);
    if (id.isPresent() && key.isPresent()) {
      AwsCredentials given =
          fetch
              .secrets()
              .find(Ec2Config.SESSION_TOKEN)
              .<AwsCredentials>map(token ->
                  AwsSessionCredentials.create(
                      id.get().reveal(), key.get().reveal(), token.reveal()))
              .orElseGet(() -> AwsBasicCredentials.create(id.get().reveal(), key.get().reveal()));
      return new AwsDoor(fetch, StaticCredentialsProvider.create(given));
    }
    AwsCredentialsProviderChain chain = chain(Ec2Config.isPlaced(fetch.settings()));
    try {
      AwsCredentials found = chain.resolveCredentials();
      fetch.redactor().learn(Secret.of(found.secretAccessKey()));
    } catch (SdkClientException nobody) {
      chain.close();
      throw new NotConfiguredException(
          new Failure.Credentials(
              "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE,"
                  + " or give the pod a role by web identity"));
    }
    AwsDoor door = new AwsDoor(fetch, chain);
    door.open.add(chain);
    return door;
  }

  /// Which of our own secrets are shown to AWS, where any are.
  static List<SecretKey> shown(Secrets secrets) {
    return Stream.of(Ec2Config.ACCESS_KEY, Ec2Config.SECRET_KEY, Ec2Config.SESSION_TOKEN)
        .filter(key -> secrets.find(key).isPresent())
        .toList();
  }

  /// As the SDK's own, but that a machine which may be no one's in AWS is not asked for its role:
  /// its address answers nobody elsewhere, after a while.
  private static AwsCredentialsProviderChain chain(boolean inAws) {
    List<AwsCredentialsProvider> sources =
        new ArrayList<>(
            List.of(
                EnvironmentVariableCredentialsProvider.create(),
                WebIdentityTokenFileCredentialsProvider.create(),
                ProfileCredentialsProvider.create(),
                ContainerCredentialsProvider.create()));
    if (inAws) {
      sources.add(InstanceProfileCredentialsProvider.create());
    }
    return AwsCredentialsProviderChain.builder().credentialsProviders(sources).build();
  }

  AccountClient account(String home) {
    return new AccountClient(
        built(StsClient.builder(), home, "STS"),
        built(Ec2Client.builder(), home, "EC2"),
        () -> built(CostExplorerClient.builder(), WORLD, "COST_EXPLORER"),
        home);
  }

  RegionClient region(String region, String account) {
    GpuShares shares = new GpuShares();
    return new RegionClient(
        built(Ec2Client.builder(), region, "EC2", shares), shares, region, account);
  }

  ActivityClient activity(String region) {
    return new ActivityClient(built(CloudWatchClient.builder(), region, "CLOUDWATCH"), region);
  }

  PriceClient prices() {
    return new PriceClient(built(PricingClient.builder(), WORLD, "PRICING"));
  }

  private <
          C extends SdkAutoCloseable, B extends AwsClientBuilder<B, C> & SdkSyncClientBuilder<B, C>>
      C built(B builder, String region, String service, ExecutionInterceptor... listening) {
    endpoint(service).ifPresent(builder::endpointOverride);
    C client =
        builder
            .region(Region.of(region))
            .credentialsProvider(identity)
            .httpClient(transport)
            .overrideConfiguration(how -> {
              how.retryStrategy(AwsRetryStrategy.doNotRetry());
              List.of(listening).forEach(how::addExecutionInterceptor);
            })
            .build();
    synchronized (open) {
      open.add(client);
    }
    return client;
  }

  /// One for all services; the SDK itself sees to those that have one of their own.
  private Optional<URI> endpoint(String service) {
    boolean own = fetch.settings().environment().containsKey("AWS_ENDPOINT_URL_" + service);
    return own
        ? Optional.empty()
        : fetch.settings().find(Ec2Config.ENDPOINT).map(text -> URI.create(text.strip()));
  }

  @Override
  public void close() {
    synchronized (open) {
      open.forEach(SdkAutoCloseable::close);
    }
  }
}
