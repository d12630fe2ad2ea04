// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.access.json.Digits;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Null;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/// Values of one colour: a conditional format, or a marker that is more than a line.
///
/// @param low of them, infinite where there is none
/// @param high of them, infinite where there is none
/// @param ends which of both are among the values
record Band(double low, double high, Ends ends, Colour colour) {
  /// What a reader takes a colour for.
  enum Colour {
    GREEN,
    YELLOW,
    RED,
    OTHER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    private static Colour ofPalette(String palette) {
      return palette.contains("green")
          ? GREEN
          : palette.contains("yellow") || palette.equals("orange")
              ? YELLOW
              : palette.contains("red") ? RED : OTHER;
    }

    private static Colour ofLook(String look) {
      return look.contains("ok")
          ? GREEN
          : look.contains("warning") ? YELLOW : look.contains("error") ? RED : OTHER;
    }
  }

  /// Whether bounds are values too.
  record Ends(boolean low, boolean high) {}

  /// A conditional format; empty for what is none.
  static Optional<Band> ofFormat(JsonTree format) {
    Colour colour = Colour.ofPalette(format.textAt("palette").orElse(""));
    return format.at("value").orElse(Null.NULL) instanceof Digits digits
        ? of(format.textAt("comparator").orElse(""), digits.value().doubleValue(), colour)
        : Optional.empty();
  }

  static List<Band> ofFormats(List<JsonTree> formats) {
    return formats.stream().flatMap(format -> ofFormat(format).stream()).toList();
  }

  /// A marker that stands for a span of values; empty for a line.
  static Optional<Band> ofMarker(JsonTree marker) {
    Colour colour = Colour.ofLook(marker.textAt("display_type").orElse(""));
    String value = marker.textAt("value").orElse("");
    Matcher range = Words.RANGE.matcher(value);
    if (range.matches()) {
      Ends ends = new Ends(range.group(2).equals("<="), range.group(3).equals("<="));
      return Optional.of(
          new Band(
              Double.parseDouble(range.group(1)),
              Double.parseDouble(range.group(4)),
              ends,
              colour));
    }
    Matcher bound = Words.BOUND.matcher(value);
    return bound.matches() && !bound.group(1).equals("=")
        ? of(bound.group(1), Double.parseDouble(bound.group(2)), colour)
        : Optional.empty();
  }

  private static Optional<Band> of(String comparator, double value, Colour colour) {
    Ends all = new Ends(true, true);
    Ends none = new Ends(false, false);
    double end = Double.POSITIVE_INFINITY;
    return switch (comparator) {
      case "=" -> Optional.of(new Band(value, value, all, colour));
      case ">" -> Optional.of(new Band(value, end, none, colour));
      case ">=" -> Optional.of(new Band(value, end, all, colour));
      case "<" -> Optional.of(new Band(-end, value, none, colour));
      case "<=" -> Optional.of(new Band(-end, value, all, colour));
      default -> Optional.empty();
    };
  }

  /// The colour of the first that holds a value.
  static Optional<Colour> colour(List<Band> bands, double value) {
    return bands.stream().filter(band -> band.holds(value)).findFirst().map(Band::colour);
  }

  boolean holds(double value) {
    return (value > low || (ends.low() && value == low))
        && (value < high || (ends.high() && value == high));
  }

  boolean isOneValue() {
    return low == high;
  }

  DoubleStream bounds() {
    return DoubleStream.of(low, high).filter(Double::isFinite);
  }

  /// The same of values that are multiplied and moved.
  Band times(double factor, double offset) {
    return new Band(low * factor + offset, high * factor + offset, ends, colour);
  }

  /// `green ≥ 0.7, red < 0.3`
  static String words(List<Band> bands) {
    return bands.stream().map(Band::words).collect(Collectors.joining(", "));
  }

  private String words() {
    return colour.word() + " " + span();
  }

  private String span() {
    if (isOneValue()) {
      return "= " + number(low);
    }
    List<String> sides = new ArrayList<>();
    if (Double.isFinite(low)) {
      sides.add((ends.low() ? "≥ " : "> ") + number(low));
    }
    if (Double.isFinite(high)) {
      sides.add((ends.high() ? "≤ " : "< ") + number(high));
    }
    return String.join(" and ", sides);
  }

  /// As people write it: whole ones as they are, others to four digits.
  static String number(double value) {
    BigDecimal exact = new BigDecimal(value);
    BigDecimal shown = value == Math.rint(value) ? exact : exact.round(new MathContext(4));
    return shown.stripTrailingZeros().toPlainString();
  }
}
