// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Trial;
import ai.metta.metric.Tags;
import ai.metta.sandbox.aws.AwsOptions;
import ai.metta.sandbox.aws.AwsServer;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.skypilot.fleet.Fleet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A simulated account, and a run against it.
final class Account {
  /// Everything is due at midnight.
  static final Instant NOW = Instant.parse("2026-03-18T00:02:07Z");

  /// Those whose prices the book has.
  static final List<String> PRICED = List.of("us-east-1", "us-west-2", "us-east-2", "eu-west-1");

  private Account() {}

  static AwsServer served(long seed) {
    return AwsServer.start(AwsOptions.of(Fleet.of(seed, 600), InstantSource.fixed(NOW)));
  }

  static Path book(String text) {
    try {
      Path file = Files.createTempFile(Path.of("target"), "prices", ".csv");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  static Trial collecting(AwsServer server) {
    return Trial.of(new Ec2Collector(), NOW)
        .with("ec2.endpoint", server.endpoint().toString())
        .with("ec2.regions", "all")
        .with("ec2.price_book", book(AwsServer.priceBook(PRICED)).toString())
        .with("ec2.ebs_prices", "gp3=0.08, gp2=0.1")
        .knowing("AWS_ACCESS_KEY_ID", "AKIASANDBOX")
        .knowing("AWS_SECRET_ACCESS_KEY", "sandbox-secret-0123456789");
  }

  /// Every value of some regions, as a report tells it.
  static Map<String, Double> truth(AwsServer server, List<String> regions, List<String> priced) {
    Map<String, Double> truth = new TreeMap<>();
    for (String region : regions) {
      server
          .truth(NOW, region, new HashSet<>(priced))
          .values()
          .forEach((series, value) -> {
            Tags tags = Tags.of("account", Estate.ACCOUNT).and("region", region);
            for (Map.Entry<String, String> tag : series.tags().entrySet()) {
              tags = tags.and(tag.getKey(), tag.getValue());
            }
            truth.put(series.metric() + "{" + tags + "}", value);
          });
      truth.put(
          "collector.ec2.region_disabled{"
              + Tags.of("account", Estate.ACCOUNT).and("region", region)
              + "}",
          0.0);
    }
    return truth;
  }
}
