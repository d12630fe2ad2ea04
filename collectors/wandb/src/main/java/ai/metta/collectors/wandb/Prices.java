// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one GPU costs an hour, by words of its name.
///
/// @param all the one that counts first where several fit: that of the most letters
record Prices(List<Price> all) {
  Prices {
    all = List.copyOf(all);
  }

  /// @param words as a whole: an A10 is no A100
  /// @param dollars an hour
  record Price(Pattern words, double dollars) {
    static Price of(String words, double dollars) {
      return new Price(
          Pattern.compile(
              "(?<![a-z0-9])" + Pattern.quote(words.toLowerCase(Locale.ROOT)) + "(?![a-z0-9])"),
          dollars);
    }
  }

  /// @param byWords dollars an hour
  static Prices of(Map<String, Double> byWords) {
    return new Prices(
        byWords.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Double> one) -> one.getKey().length())
                    .thenComparing(Map.Entry::getKey)
                    .reversed())
            .map(one -> Price.of(one.getKey(), one.getValue()))
            .toList());
  }

  /// @param gpu as the driver calls it: `NVIDIA H100 80GB HBM3`
  Optional<Double> of(String gpu) {
    String name = gpu.toLowerCase(Locale.ROOT);
    return all.stream()
        .filter(price -> price.words().matcher(name).find())
        .findFirst()
        .map(Price::dollars);
  }
}
