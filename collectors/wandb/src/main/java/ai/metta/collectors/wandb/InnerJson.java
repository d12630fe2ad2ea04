// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.http.JsonLimits;
import ai.metta.access.http.JsonReading;
import ai.metta.access.http.JsonReading.Gaps;
import ai.metta.access.json.Json;
import ai.metta.metric.FailureException;
import java.util.Optional;

/// Objects that the service puts into strings: config, summary and system metrics of a run.
final class InnerJson {
  private InnerJson() {}

  /// The object in a string; one without members where the service gives none, and empty where what
  /// it gives is broken: what that says is not known.
  static Optional<Json> object(Json string) {
    String what = string.toString();
    try {
      String text = string.text().filter(json -> !json.isBlank()).orElse("{}");
      Json inner =
          new JsonReading(what, JsonLimits.STANDARD, Gaps.NAN)
              .text(text, parser -> Json.read(what, parser));
      return Optional.of(inner).filter(json -> json.isObject() || json.isNothing());
    } catch (FailureException broken) {
      return Optional.empty();
    }
  }

  /// A number. `NaN` and the infinities, whether bare or in quotes, are none.
  static Optional<Double> number(Json value) {
    return value.isNumber() ? value.number() : Optional.empty();
  }
}
