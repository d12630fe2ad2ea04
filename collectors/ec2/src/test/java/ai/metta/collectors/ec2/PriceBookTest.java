// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Shared;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PriceBookTest {
  private static final String HEAD = "note,instance_type,on_demand_usd_per_hour_us_east_1\n";

  @Test
  void aColumnForEachRegionHoldsThePriceOfEachType() {
    PriceBook book =
        PriceBook.parse(
            "prices.csv",
            "instance_type,on_demand_usd_per_hour_us_east_1,note,on_demand_usd_per_hour_eu-west-1\r\n"
                + "c5.large,0.085,\"small, cheap, \"\"old\"\"\",0.096\r\n"
                + "p6.huge,,unknown,\r\n"
                + "\r\n"
                + "g6.xlarge,0.8,,");
    assertThat(book.of("us-east-1")).isEqualTo(Map.of("c5.large", 0.085, "g6.xlarge", 0.8));
    assertThat(book.of("eu-west-1")).isEqualTo(Map.of("c5.large", 0.096));
    assertThat(book.of("ap-northeast-1")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x,c5.large,free   | row 2: \"free\" is no price",
        "x,c5.large,-1     | row 2: \"-1\" is no price",
        "x,c5.large,0      | row 2: \"0\" is no price",
        "x,c5.large,NaN    | row 2: \"NaN\" is no price",
        "c5.large,0.1      | row 2 has 2 fields, not 3",
        "\"x,c5.large,0.1  | a quote is opened and never closed",
      })
  void aRowThatIsNoneIsNamed(String row, String expected) {
    assertThatThrownBy(() -> PriceBook.parse("prices.csv", HEAD + row + "\n"))
        .hasMessageContaining("ec2.price_book prices.csv: " + expected);
  }

  /// Of two prices, no one knows which is meant.
  @Test
  void aTypeThatHasAPriceTwiceIsRefused() {
    assertThatThrownBy(() -> PriceBook.parse("prices.csv", HEAD + "x,c5.large,1\nx, c5.large ,1\n"))
        .hasMessageContaining("row 3: \"c5.large\" has a price in us-east-1 already");
    assertThat(PriceBook.parse("prices.csv", HEAD + "x,c5.large,\nx,c5.large,1\n").of("us-east-1"))
        .isEqualTo(Map.of("c5.large", 1.0));
  }

  @Test
  void aFileThatIsNoPriceBookIsRefused() {
    assertThatThrownBy(() -> PriceBook.parse("prices.csv", "a,b\n1,2\n"))
        .hasMessageContaining("its first line needs the columns instance_type and");
    assertThatThrownBy(() -> PriceBook.read("target/no-such-file.csv"))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void thePublishedExampleIsAPriceBook() {
    Path shared = Shared.folder("no price book");
    Path example = shared.resolve("data/pricing/aws-gpu-instances.csv");
    Map<String, Double> prices = PriceBook.read(example.toString()).of("us-east-1");
    assertThat(prices).containsEntry("g5.xlarge", 1.006).doesNotContainKey("gr6.4xlarge");
  }
}
