// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards.lint;

import ai.metta.metric.Metric;
import ai.metta.metric.Unit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a unit measures, and how much of it one is.
///
/// @param kind such as time; what is counted is of the kind [#COUNT]
/// @param size in the smallest unit that the kind is told in here
/// @param per what it is taken over, as written
record Quantity(String kind, double size, Optional<String> per) {
  static final String COUNT = "count";
  static final String SHARE = "share";
  static final String DATA = "data";

  private static final Map<String, Quantity> UNITS = new HashMap<>();
  private static final Map<String, String> SHORT = new HashMap<>();

  static {
    units(
        "time",
        "nanosecond 1e-9 microsecond 1e-6 millisecond 1e-3 second 1 minute 60 hour 3600 day 86400 week 604800");
    units(
        DATA,
        "bit 0.125 byte 1 kibibyte 1024 mebibyte 1048576 gibibyte 1073741824 tebibyte 1099511627776 pebibyte 1125899906842624");
    units(SHARE, "percent_nano 1e-9 percent 1 fraction 100");
    units("dollars", "microdollar 1e-6 cent 0.01 dollar 1");
    units("frequency", "hertz 1 kilohertz 1e3 megahertz 1e6 gigahertz 1e9");
    units("cores", "nanocore 1e-9 microcore 1e-6 millicore 1e-3 core 1 kilocore 1e3");
    units("power", "nanowatt 1e-9 microwatt 1e-6 milliwatt 1e-3 watt 1 kilowatt 1e3 megawatt 1e6");
    shorts(
        "nanosecond ns microsecond us microsecond µs millisecond ms second s second sec second secs");
    shorts("minute min minute mins hour h hour hr hour hrs hour hours day d week w");
    shorts("byte B kibibyte KB kibibyte KiB mebibyte MB mebibyte MiB gibibyte GB gibibyte GiB");
    shorts(
        "tebibyte TB tebibyte TiB percent % percent pct dollar $ dollar USD dollar usd hertz Hz");
  }

  private static void units(String kind, String sizes) {
    String[] words = sizes.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      UNITS.put(words[i], new Quantity(kind, Double.parseDouble(words[i + 1]), Optional.empty()));
    }
  }

  private static void shorts(String pairs) {
    String[] words = pairs.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      SHORT.put(words[i + 1], words[i]);
    }
  }

  /// Of a unit by Datadog's name for it; a count for any that it merely counts.
  static Quantity of(String unit, Optional<String> per) {
    String plain = unit.replaceFirst("_in_.*$", "");
    Quantity known = UNITS.getOrDefault(plain, new Quantity(COUNT, 1, Optional.empty()));
    return new Quantity(known.kind(), known.size(), per);
  }

  /// Of a text that people write behind a number; empty for what means nothing here.
  static Optional<Quantity> ofText(String text) {
    List<String> parts = Arrays.asList(text.strip().split("\\s*/\\s*"));
    String first = parts.isEmpty() ? "" : parts.getFirst();
    String name = SHORT.getOrDefault(first, first.toLowerCase(java.util.Locale.ROOT));
    String singular = name.endsWith("s") ? name.substring(0, name.length() - 1) : name;
    return Optional.ofNullable(UNITS.get(name))
        .or(() -> Optional.ofNullable(UNITS.get(singular)))
        .filter(_ -> parts.size() == 1);
  }

  /// Of a metric's values; empty where they are of several units, or yes and no.
  static Optional<Quantity> of(Metric metric) {
    return metric
        .unit()
        .map(unit -> of(unit.name(), unit.per()))
        .or(() ->
            metric
                .noun()
                .filter(noun -> !noun.equals("value") && !metric.isFlag())
                .map(_ -> new Quantity(COUNT, 1, Optional.empty())));
  }

  /// What a metric's values are, in words.
  static String words(Metric metric) {
    return metric
        .unit()
        .map(Unit::text)
        .orElseGet(() -> "no unit: each is a " + metric.noun().orElse("number"));
  }

  /// Whether the values of one, times the factor, are of the other.
  boolean isShownAs(Quantity shown, double factor) {
    if (!kind.equals(shown.kind)) {
      // A price or a size may be the factor; a share may be named after what it is of.
      boolean isShareOfCounts = kind.equals(COUNT) && shown.kind.equals(SHARE) && shown.size != 1;
      return factor != 1 || isShareOfCounts;
    }
    if (kind.equals(COUNT)) {
      return true;
    }
    return isClose(factor, size / shown.size) || !converts(factor);
  }

  /// Whether a factor turns some unit of this kind into some other, or leaves it: what is halved or
  /// weighted may be shown in any.
  private boolean converts(double factor) {
    List<Double> sizes =
        UNITS.values().stream().filter(one -> one.kind.equals(kind)).map(Quantity::size).toList();
    return sizes.stream()
        .anyMatch(from -> sizes.stream().anyMatch(to -> isClose(factor, from / to)));
  }

  private boolean isClose(double factor, double right) {
    return Math.abs(factor / right - 1) < (kind.equals(DATA) ? 0.11 : 0.01);
  }

  /// What to do where the values of this, times the factor, are shown as another; empty where no
  /// factor would make them so.
  Optional<String> mended(Quantity shown, double factor) {
    double by = size / shown.size / factor;
    return !kind.equals(shown.kind) || kind.equals(COUNT) || by == 1
        ? Optional.empty()
        : Optional.of(
            "; show that, or "
                + (by < 1 ? "divide by " + Band.number(1 / by) : "multiply by " + Band.number(by)));
  }
}
