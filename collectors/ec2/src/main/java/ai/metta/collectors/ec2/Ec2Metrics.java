// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static ai.metta.metric.Across.SUM;
import static ai.metta.metric.Emission.emit;

import ai.metta.metric.Catalogue;
import ai.metta.metric.Emission;
import ai.metta.metric.Metric;
import ai.metta.metric.TagKey;
import ai.metta.metric.TagKey.Overflow;
import java.util.List;
import java.util.stream.Stream;

/// The catalogue: everything that is said of a region, each beside how it follows from facts.
final class Ec2Metrics {
  private static final TagKey ACCOUNT = TagKey.open("account", 10, Overflow.DROP);
  private static final TagKey REGION = TagKey.open("region", 40, Overflow.DROP);

  static final Metric REGION_DISABLED =
      Metric.gauge("collector.ec2.region_disabled")
          .noun("region")
          .flag()
          .says("1 where the account has not enabled the region, so that nothing is said of it")
          .across(SUM)
          .from(Permission.DESCRIBE_INSTANCES.source())
          .shownIn("Reading", 1);

  static final Catalogue<Ec2Snapshot> CATALOGUE =
      Catalogue.under("ec2", "collector.ec2")
          .of(
              Stream.of(
                      InstanceMetrics.emissions(),
                      CostMetrics.emissions(),
                      UtilizationMetrics.emissions(),
                      VolumeMetrics.emissions(),
                      List.of(disabled()))
                  .<Emission<Ec2Snapshot>>flatMap(List::stream)
                  .toList())
          .scopedBy(ACCOUNT, REGION);

  private Ec2Metrics() {}

  private static Emission<Ec2Snapshot> disabled() {
    return emit(REGION_DISABLED)
        .from(Ec2Snapshot::disabled)
        .value((disabled, _) -> disabled ? 1 : 0);
  }
}
