// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What one GPU costs an hour, by words of its name.
///
/// @param byWords dollars an hour
record Prices(Map<String, Double> byWords) {
  Prices {
    byWords = Map.copyOf(byWords);
  }

  /// @param gpu as the driver calls it: `NVIDIA H100 80GB HBM3`
  Optional<Double> of(String gpu) {
    return byWords.entrySet().stream()
        .filter(price -> has(gpu, price.getKey()))
        .max(
            Comparator.comparingInt((Map.Entry<String, Double> price) -> price.getKey().length())
                .thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getValue);
  }

  /// Whole words only: an A10 is no A100.
  private static boolean has(String gpu, String words) {
    return Pattern.compile(
            "(?<![a-z0-9])" + Pattern.quote(words.toLowerCase(Locale.ROOT)) + "(?![a-z0-9])")
        .matcher(gpu.toLowerCase(Locale.ROOT))
        .find();
  }
}
