// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.metric.Fom;
import ai.metta.metric.Metric;
import ai.metta.metric.Orientation;
import ai.metta.metric.Target;
import ai.metta.metric.Target.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a declaration says of good and bad, as colours and markers.
///
/// Where there is a figure of merit, the least green and the least yellow one are mapped back onto
/// the raw values; else the target and its warning part green from yellow from red.
public final class Judged {
  private Judged() {}

  /// The background colours that Datadog gives a value, the first that holds.
  enum Colour {
    GREEN,
    YELLOW,
    RED,
    GRAY;

    String palette() {
      return "white_on_" + name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// A colour for some values.
  static JsonTree.Members format(String comparator, double value, Colour colour) {
    return JsonTree.object()
        .with("comparator", comparator)
        .with("value", Digits.of(value))
        .with("palette", colour.palette());
  }

  /// The colours of figures of merit and of their means: 0 is bad, 1 is good.
  public static List<JsonTree> figures() {
    return List.of(
        format(">=", Fom.GREEN_FROM, Colour.GREEN),
        format(">=", Fom.YELLOW_FROM, Colour.YELLOW),
        format("<", Fom.YELLOW_FROM, Colour.RED));
  }

  /// The same where a value below 0 stands for one that is not known.
  public static List<JsonTree> figuresOrUnknown() {
    List<JsonTree> formats = new ArrayList<>();
    formats.add(format("<", 0, Colour.GRAY).with("hide_value", JsonTree.Flag.TRUE));
    formats.addAll(figures());
    return formats;
  }

  /// The colours of a metric's values; none where nothing says what is good.
  static List<JsonTree> formats(Metric metric) {
    Optional<Target> target = metric.target();
    if (target.filter(one -> one.comparison() == Comparison.EXACTLY).isPresent()
        && metric.isFlag()) {
      double good = target.orElseThrow().value();
      return List.of(format("=", good, Colour.GREEN), format("=", 1 - good, Colour.RED));
    }
    return metric
        .fom()
        .map(Judged::formats)
        .or(() -> target.map(Judged::formats))
        .orElse(List.of());
  }

  /// The colours that agree with a metric's declaration: its usual ones, and those of its target
  /// alone where they are others. None where nothing says what is good.
  public static List<List<JsonTree>> colourings(Metric metric) {
    return Stream.concat(Stream.of(formats(metric)), metric.target().map(Judged::formats).stream())
        .filter(formats -> !formats.isEmpty())
        .distinct()
        .toList();
  }

  /// The colours of yes and no where yes is good.
  static List<JsonTree> passing() {
    return List.of(format("=", 1, Colour.GREEN), format("=", 0, Colour.RED));
  }

  private static List<JsonTree> formats(Fom fom) {
    boolean lower = fom.orientation() == Orientation.LOWER_IS_BETTER;
    String better = lower ? "<=" : ">=";
    return List.of(
        format(better, raw(fom, Fom.GREEN_FROM), Colour.GREEN),
        format(better, raw(fom, Fom.YELLOW_FROM), Colour.YELLOW),
        format(lower ? ">" : "<", raw(fom, Fom.YELLOW_FROM), Colour.RED));
  }

  /// The raw value of a figure of merit, to four significant digits so that no rounding error
  /// stands on a page.
  private static double raw(Fom fom, double figure) {
    double raw = fom.badAt() + figure * (fom.goodAt() - fom.badAt());
    return new java.math.BigDecimal(raw).round(new java.math.MathContext(6)).doubleValue();
  }

  /// The colours that a target and its warning part.
  static List<JsonTree> formats(Target target) {
    String met = comparator(target.comparison());
    List<JsonTree> formats = new ArrayList<>();
    target.warning().ifPresent(warning -> formats.add(format(met, warning, Colour.GREEN)));
    formats.add(
        format(met, target.value(), target.warning().isPresent() ? Colour.YELLOW : Colour.GREEN));
    formats.addAll(missed(target));
    return formats;
  }

  private static List<JsonTree> missed(Target target) {
    return switch (target.comparison()) {
      case BELOW -> List.of(format(">=", target.value(), Colour.RED));
      case AT_MOST -> List.of(format(">", target.value(), Colour.RED));
      case ABOVE -> List.of(format("<=", target.value(), Colour.RED));
      case AT_LEAST -> List.of(format("<", target.value(), Colour.RED));
      case EXACTLY ->
          List.of(format(">", target.value(), Colour.RED), format("<", target.value(), Colour.RED));
    };
  }

  private static String comparator(Comparison comparison) {
    return switch (comparison) {
      case BELOW -> "<";
      case AT_MOST -> "<=";
      case ABOVE -> ">";
      case AT_LEAST -> ">=";
      case EXACTLY -> "=";
    };
  }

  /// The lines that show where a metric's target and its warning are.
  static List<JsonTree> markers(Metric metric) {
    List<JsonTree> markers = new ArrayList<>();
    metric
        .target()
        .ifPresent(target -> {
          markers.add(marker(target.value(), "error dashed", Wording.target(metric, target)));
          target
              .warning()
              .ifPresent(warning -> markers.add(marker(warning, "warning dashed", "warning")));
        });
    return markers;
  }

  /// A line at a value.
  static JsonTree marker(double value, String look, String text) {
    return JsonTree.object()
        .with("value", "y = " + Digits.of(value).text())
        .with("display_type", look)
        .with("label", text);
  }
}
