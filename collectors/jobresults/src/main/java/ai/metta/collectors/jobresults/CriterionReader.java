// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.jobresults;

import static ai.metta.collectors.jobresults.DocumentReader.malformed;

import ai.metta.access.json.Json;
import ai.metta.collectors.jobresults.Criterion.Bound;
import ai.metta.collectors.jobresults.Criterion.Operator;
import ai.metta.collectors.jobresults.Criterion.Range;
import ai.metta.collectors.jobresults.Criterion.Threshold;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads what is asked of a job's numbers.
final class CriterionReader {
  private static final Pattern NO_PART_OF_A_NAME = Pattern.compile("[^\\p{L}\\p{N}_-]");

  private CriterionReader() {}

  static Criterion read(Json json) {
    String metric = DocumentReader.text(json.at("metric"));
    Json sign = json.at("operator");
    String written = DocumentReader.text(sign);
    Operator operator =
        Stream.of(Operator.values())
            .filter(one -> one.sign().equals(written))
            .findFirst()
            .orElseThrow(() -> malformed(sign + " is none of >= > <= < == in"));
    return new Criterion(metric, name(metric), operator, bound(json, operator));
  }

  /// A metric's name as tags have it.
  static String name(String metric) {
    return NO_PART_OF_A_NAME.matcher(metric.toLowerCase(Locale.ROOT)).replaceAll("_");
  }

  private static Bound bound(Json json, Operator operator) {
    Json threshold = json.at("threshold");
    return switch (operator) {
      case IN -> range(threshold);
      case EQUAL -> equal(threshold, json.at("tolerance"));
      case AT_LEAST, ABOVE, AT_MOST, BELOW -> new Threshold(threshold.required(Json::number), 0);
    };
  }

  private static Bound range(Json threshold) {
    if (!threshold.isList()) {
      throw malformed(threshold + " is no list of two numbers, [low, high]");
    }
    List<Json> ends = threshold.unbroken().toList();
    if (ends.size() != 2) {
      throw malformed(threshold + " is no list of two numbers, [low, high]");
    }
    double low = ends.getFirst().required(Json::number);
    double high = ends.getLast().required(Json::number);
    if (low > high) {
      throw malformed(threshold + " begins above its end");
    }
    return new Range(low, high);
  }

  /// No measured fraction is ever equal to another.
  private static Bound equal(Json threshold, Json tolerance) {
    double at = threshold.required(Json::number);
    Optional<Double> off = tolerance.number();
    if (off.isEmpty() && at != Math.rint(at)) {
      throw malformed(threshold + " is no whole number: == needs a tolerance beside it");
    }
    if (off.filter(distance -> distance < 0).isPresent()) {
      throw malformed(tolerance + " is below 0");
    }
    return new Threshold(at, off.orElse(0.0));
  }
}
