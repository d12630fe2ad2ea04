// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.collect.Fetch;
import ai.metta.collect.Part;
import ai.metta.collect.Probe;
import ai.metta.collectors.ec2.Ec2Config.Asked;
import ai.metta.metric.Fetched;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run's reading of the account.
record Ec2Reading(Fetch fetch, Ec2Config config, AwsDoor door) {
  /// The scope of what has no region.
  static final String GLOBAL = "global";

  private static final Duration DAY = Duration.ofDays(1);
  private static final String OF_REGIONS = "this is told of each region";

  /// Who we are comes first: whoever is not let in need not ask for more.
  ///
  /// @throws ai.metta.metric.FailureException where AWS does not say who we are, or which regions
  ///   there are
  Map<Scope, Ec2Snapshot> snapshots() {
    AccountClient client = door.account(config.home());
    String account = client.number();
    List<RegionReading> regions = new ArrayList<>();
    for (String region : regions(client)) {
      regions.add(RegionReading.begin(fetch, config, door, account, region));
    }
    Optional<Part<Spend>> spend =
        isSpendDue()
            ? Optional.of(fetch.part(GLOBAL + ": spend", () -> client.spend(lastDay())))
            : Optional.empty();
    Map<Scope, Ec2Snapshot> snapshots = new LinkedHashMap<>();
    regions.forEach(one -> snapshots.put(scope(account, one.region()), one.snapshot()));
    if (config.spend() == Asked.YES) {
      snapshots.put(
          scope(account, GLOBAL),
          global(
              spend
                  .map(Part::fetched)
                  .orElseGet(() -> RegionReading.notDue(fetch, "Cost Explorer", DAY))));
    }
    return snapshots;
  }

  List<Probe> probes() {
    AccountClient client = door.account(config.home());
    Fetched<String> account = fetch.part("account", client::number).fetched();
    List<Probe> probes = new ArrayList<>();
    probes.add(
        Probe.of("credentials taken", account, number -> "account " + number)
            .proving(Caller.shown(fetch.secrets())));
    if (account instanceof Fetched.Known<String>(String number)) {
      Fetched<List<String>> regions = fetch.part("regions", () -> regions(client)).fetched();
      probes.add(Probe.of("regions known", regions, names -> String.join(", ", names)));
      if (regions instanceof Fetched.Known<List<String>>(List<String> names)) {
        names.forEach(
            name -> probes.addAll(RegionReading.probes(fetch, config, door, number, name)));
      }
    }
    return probes;
  }

  private List<String> regions(AccountClient client) {
    return config.regions().isEmpty() ? client.regions() : config.regions();
  }

  private boolean isSpendDue() {
    return config.spend() == Asked.YES && fetch.isDue(DAY);
  }

  /// The last day that ended at least a day ago: Cost Explorer lags about so far behind.
  private LocalDate lastDay() {
    return LocalDate.ofInstant(fetch.asOf().minus(DAY), ZoneOffset.UTC).minusDays(1);
  }

  private Ec2Snapshot global(Fetched<Spend> spend) {
    return new Ec2Snapshot(
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        Fetched.unsupported(OF_REGIONS),
        spend,
        config.idleRule(),
        config.volumePrices());
  }

  private static Scope scope(String account, String region) {
    return new Scope(Tags.of("account", account).and("region", region));
  }
}
