// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.http.Pages;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.costexplorer.CostExplorerClient;
import software.amazon.awssdk.services.costexplorer.model.Granularity;
import software.amazon.awssdk.services.costexplorer.model.Group;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinition;
import software.amazon.awssdk.services.costexplorer.model.GroupDefinitionType;
import software.amazon.awssdk.services.costexplorer.model.MetricValue;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.sts.StsClient;

/// What AWS tells of the account as a whole.
///
/// @param spending opened only where it is asked, since every answer costs
record AccountClient(
    StsClient sts, Ec2Client ec2, Supplier<CostExplorerClient> spending, String home) {
  private static final int MOST_PAGES = 100;
  private static final String COST = "UnblendedCost";
  private static final String DOLLARS = "USD";
  private static final GroupDefinition BY_SERVICE =
      GroupDefinition.builder().type(GroupDefinitionType.DIMENSION).key("SERVICE").build();

  /// The account's number. Asking needs no permission.
  String number() {
    Refusals asking = new Refusals(Permission.GET_CALLER_IDENTITY, home);
    return asking.required(asking.ask(sts::getCallerIdentity).account(), "no account");
  }

  /// The regions that the account has enabled.
  List<String> regions() {
    Filter enabled =
        Filter.builder().name("opt-in-status").values("opt-in-not-required", "opted-in").build();
    Refusals asking = new Refusals(Permission.DESCRIBE_REGIONS, home);
    var answer = asking.ask(() -> ec2.describeRegions(ask -> ask.filters(enabled)));
    return asking.page(answer.hasRegions(), answer.regions(), null).items().stream()
        .map(region -> asking.required(region.regionName(), "a region without a name"))
        .sorted()
        .toList();
  }

  /// What a day cost, by service.
  Spend spend(LocalDate day) {
    Refusals asking = new Refusals(Permission.GET_COST_AND_USAGE, "us-east-1");
    CostExplorerClient client = spending.get();
    List<Group> groups =
        new Pages(asking.what(), MOST_PAGES)
            .all(token -> {
              var answer =
                  asking.ask(() ->
                      client.getCostAndUsage(ask ->
                          ask.timePeriod(
                                  of -> of.start(day.toString()).end(day.plusDays(1).toString()))
                              .granularity(Granularity.DAILY)
                              .metrics(COST)
                              .groupBy(BY_SERVICE)
                              .nextPageToken(token.orElse(null))));
              return asking.page(
                  answer.hasResultsByTime(),
                  answer.resultsByTime().stream().flatMap(time -> time.groups().stream()).toList(),
                  answer.nextPageToken());
            });
    Map<String, Double> dollars = new HashMap<>();
    for (Group group : groups) {
      if (group.keys().isEmpty()) {
        throw asking.malformed("the answer tells a cost without a service");
      }
      dollars.merge(String.join(" ", group.keys()), dollars(asking, group), Double::sum);
    }
    return new Spend(dollars);
  }

  private static double dollars(Refusals asking, Group group) {
    String what = "no cost in dollars of " + String.join(" ", group.keys());
    MetricValue value = asking.required(group.metrics().get(COST), what);
    try {
      if (DOLLARS.equals(value.unit())) {
        return Double.parseDouble(asking.required(value.amount(), what));
      }
    } catch (NumberFormatException none) {
      // Said below.
    }
    throw asking.malformed("the answer tells " + what);
  }
}
