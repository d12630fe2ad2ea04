// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws;

import ai.metta.sandbox.aws.estate.AwsTruth;
import ai.metta.sandbox.aws.estate.Estate;
import ai.metta.sandbox.aws.estate.Kind;
import ai.metta.sandbox.http.LocalServer;
import ai.metta.sandbox.http.Strike;
import ai.metta.sandbox.http.Switchboard;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/// A simulated AWS on this machine.
public final class AwsServer implements AutoCloseable {
  private final Switchboard<Strike<AwsFault>> faults = new Switchboard<>();
  private final Vault vault = new Vault();
  private final AwsOptions options;
  private final Reception reception;
  private final LocalServer server;

  private AwsServer(AwsOptions options) {
    this.options = options;
    this.reception = new Reception(options, faults, vault);
    this.server = LocalServer.start("aws", options.port(), reception);
  }

  /// Starts a server.
  ///
  /// @throws UncheckedIOException when the port cannot be had
  public static AwsServer start(AwsOptions options) {
    return new AwsServer(options);
  }

  /// Where all services answer, without a trailing slash.
  public URI endpoint() {
    return server.endpoint();
  }

  /// What its Secrets Manager keeps, in every region; nothing at first.
  public Vault vault() {
    return vault;
  }

  /// What is so of a region at an instant, whatever the server tells.
  ///
  /// @param priced the regions whose list prices are known
  public AwsTruth truth(Instant at, String region, Set<String> priced) {
    return options.estate(at).truth(region, priced);
  }

  /// What a day cost, by service.
  public static Map<String, Double> spend(LocalDate day) {
    return JsonDesk.spend(day);
  }

  /// A price book of these regions: CSV, with a column for each and one for people.
  public static String priceBook(List<String> regions) {
    String head =
        regions.stream()
            .map(region -> ",on_demand_usd_per_hour_" + region.replace('-', '_'))
            .collect(Collectors.joining());
    String rows =
        Kind.ALL.stream()
            .map(kind ->
                kind.name()
                    + ",\"as sold, by list\""
                    + regions.stream()
                        .map(region -> "," + cell(Estate.listPrice(kind.name(), region)))
                        .collect(Collectors.joining()))
            .collect(Collectors.joining("\n"));
    return "instance_type,note" + head + "\n" + rows + "\n";
  }

  private static String cell(OptionalDouble price) {
    return price.isPresent() ? String.format(Locale.ROOT, "%.6f", price.getAsDouble()) : "";
  }

  /// Switches a fault on for whatever is asked, beside those that are on; of several that fit, the
  /// first strikes.
  public void fail(AwsFault fault) {
    fail(Strike.always(fault));
  }

  /// Switches a fault on for some requests.
  public void fail(Strike<AwsFault> strike) {
    faults.add(strike);
  }

  /// Switches all faults off.
  public void heal() {
    faults.clear();
  }

  /// What was asked so far, as `ec2:DescribeVolumes us-east-1 MaxResults=500`, in the order it
  /// came.
  public List<String> requests() {
    return reception.requests();
  }

  /// Ends every connection and thread. May be called twice.
  @Override
  public void close() {
    server.close();
  }
}
