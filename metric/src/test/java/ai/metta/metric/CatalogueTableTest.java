// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CatalogueTableTest {
  @Test
  void aRowSaysWhatItsDeclarationSays() {
    Metric metric =
        Metric.gauge("shop.orders.wait_hours")
            .unit(Unit.HOUR)
            .says("Time | since the order")
            .taggedBy(
                TagKey.bounded("status", "open", "sent"),
                TagKey.bounded("late", "true").sometimes())
            .taggedBy(TagKey.open("city", 20, TagKey.Overflow.OTHER))
            .taggedBy(TagKey.bounded("size", "s").orUpTo(3, TagKey.Overflow.DROP))
            .window(Duration.ofDays(7))
            .history(History.DERIVABLE)
            .emitted(Emitted.OPTIONAL_ON)
            .target(Target.below(48));
    assertThat(CatalogueTable.metrics(List.of(metric)))
        .isEqualTo(
            """
            | Metric | Type | Unit | Tags | Window | Meaning | History | Optional | Target |
            |---|---|---|---|---|---|---|---|---|
            | `shop.orders.wait_hours` | gauge | hour | `status` open, sent; (`late` true)\
            <br>`city` ≤ 20 values<br>`size` s, ≤ 3 others | 7d | Time \\| since the order\
             | derivable | on | < 48 |
            """);
  }

  @Test
  void whatIsCountedAndWhatIsNotSaid() {
    Metric metric =
        Metric.count("shop.orders").noun("order").says("Orders").window(Duration.ofDays(1));
    assertThat(CatalogueTable.metrics(List.of(metric)))
        .endsWith("| `shop.orders` | count | *order* |  | 24h | Orders | now only |  |  |\n");
  }

  @Test
  void anOlderNameSaysWhatItStandsFor() {
    Metric metric =
        Metric.gauge("shop.orders")
            .noun("order")
            .alias("shop.late_open", "late:true", "status:open");
    assertThat(CatalogueTable.aliases(List.of(metric, Metric.gauge("shop.visits"))))
        .isEqualTo(
            """
            | Other name | Stands for |
            |---|---|
            | `shop.late_open` | `shop.orders{late:true,status:open}` |
            """);
  }
}
