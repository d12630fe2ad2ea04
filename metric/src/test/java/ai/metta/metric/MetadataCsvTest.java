// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.metric.MetadataCsv.Line;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class MetadataCsvTest {
  private static final Optional<Schedule> TENTH = Optional.of(Schedule.everyMinutes(10));

  @Test
  void aLineSaysWhatItsDeclarationSays() {
    Metric gauge =
        Metric.gauge("shop.orders.wait_hours")
            .unit(Unit.HOUR)
            .says("Time since the \"order\", of those open")
            .taggedBy(TagKey.bounded("status", "open", "sent"), TagKey.bounded("size", "s"))
            .taggedBy(TagKey.bounded("status", "lost"))
            .orientation(Orientation.LOWER_IS_BETTER);
    Metric count =
        Metric.count("shop.paid")
            .unit(Unit.DOLLAR.per(Unit.HOUR))
            .says("Paid")
            .orientation(Orientation.HIGHER_IS_BETTER);
    TagKey shop = TagKey.open("shop", 5, TagKey.Overflow.DROP);
    assertThat(
            MetadataCsv.of(
                List.of(
                    new Line(gauge, "shop", TENTH, List.of(shop)),
                    new Line(count, "shop", TENTH, List.of()))))
        .isEqualTo(
            """
            metric_name,metric_type,interval,unit_name,per_unit_name,description,orientation,\
            integration,short_name,curated_metric,sample_tags
            shop.orders.wait_hours,gauge,,hour,,"Time since the ""order"", of those open",-1,\
            shop,orders wait hours,,"shop,status,size"
            shop.paid,count,600,dollar,hour,Paid,1,shop,paid,,
            """);
  }

  @Test
  void ofACountThatSeveralCollectorsSendNoIntervalIsKnown() {
    Metric count = Metric.count("shop.runs").noun("run").says("Runs");
    assertThat(
            MetadataCsv.of(List.of(new Line(count, "runner", Optional.empty(), List.of())))
                .lines()
                .skip(1))
        .containsExactly("shop.runs,count,,,,Runs,0,runner,runs,,");
  }
}
