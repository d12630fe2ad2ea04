// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import static org.assertj.core.api.Assertions.assertThat;

import ai.metta.server.Shared;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitTableTest {

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          byte,               bytes,       bytes,               B,      1
          kibibyte,           bytes,       kibibytes,           KiB,    1024
          exbibyte,           bytes,       exbibytes,           EiB,    1152921504606846976
          bit,                bytes,       bits,                ,       0.125
          minute,             time,        minutes,             min,    60
          week,               time,        weeks,               ,       604800
          nanocore,           cpu,         nanocores,           ncores, 1e-9
          cent,               money,       cents,               ,       0.01
          yen,                money,       yen,                 ,
          fraction,           percentage,  fractions,           ,
          query,              db,          queries,             ,
          key,                db,          keys,                ,
          index,              db,          indices,             ,
          fetch,              db,          fetches,             ,
          miss,               cache,       misses,              ,
          job,                general,     jobs,                ,
          degree celsius,     temperature, degrees celsius,     ,
          degree fahrenheit,  temperature, degrees fahrenheit,  ,
          garbage collection, general,     garbage collections, ,
          nonsense,           ,            ,                    ,
          """)
  void whatIsKnownOfAUnitIsSaidAndNothingElse(
      String name,
      @Nullable String family,
      @Nullable String plural,
      @Nullable String word,
      @Nullable Double factor) {
    Map<String, @Nullable Object> unit = UnitTable.of(name);
    assertThat(unit).doesNotContainKey("id").containsEntry("name", name);
    assertThat(unit.get("family")).isEqualTo(family);
    assertThat(unit.get("plural")).isEqualTo(plural);
    assertThat(unit.get("short_name")).isEqualTo(word);
    assertThat(unit.get("scale_factor")).isEqualTo(factor);
  }

  /// The list reads `bytes: bit, byte, … · time: nanosecond, …`.
  @Test
  void everyUnitThatIsListedHasItsFamily() {
    String spec = Shared.text("spec/datadog.md");
    String list =
        spec.substring(spec.indexOf("— bytes: bit") + 2, spec.indexOf(". Widget `number"));
    for (String family : list.split(" · ", -1)) {
      int colon = family.indexOf(": ");
      for (String name : family.substring(colon + 2).replace(" (sic)", "").split(", |…", -1)) {
        assertThat(UnitTable.of(name).get("family")).as(name).isEqualTo(family.substring(0, colon));
      }
    }
  }
}
