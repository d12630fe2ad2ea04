// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.aws.RunTransport;
import ai.metta.collect.Fetch;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
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
  private final Caller identity;
  private final RunTransport transport;
  private final List<SdkAutoCloseable> open = new ArrayList<>();

  private AwsDoor(Fetch fetch, Caller identity) {
    this.fetch = fetch;
    this.identity = identity;
    this.transport = AwsSending.transport(fetch.http());
    open.add(identity);
  }

  /// @throws ai.metta.metric.FailureException of credentials, where those that there are are of no
  ///   use
  /// @throws ai.metta.collect.NotConfiguredException where nobody has any
  static AwsDoor open(Fetch fetch) {
    return new AwsDoor(fetch, Caller.find(fetch));
  }

  AccountClient account(String home) {
    return new AccountClient(
        built(StsClient.builder(), home, "STS"),
        built(Ec2Client.builder(), home, "EC2"),
        () -> built(CostExplorerClient.builder(), WORLD, "COST_EXPLORER"),
        home);
  }

  RegionClient region(String region, Standing standing, String account) {
    GpuShares shares = new GpuShares();
    return new RegionClient(
        built(Ec2Client.builder(), region, "EC2", shares), shares, region, standing, account);
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
