// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.dashboards;

import ai.metta.metric.Metric;
import ai.metta.metric.Target;
import ai.metta.metric.Unit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// What a metric is called where people read.
final class Wording {
  private static final Pattern WINDOW = Pattern.compile("^(.*?)_(\\d+)([dh])$");
  private static final Pattern UNIT =
      Pattern.compile("^(.+?)_(hours|minutes|seconds|pct|usd|gb|count)$");

  private Wording() {}

  /// A short title in sentence case, without the service: `PRs stale (14 d)` for
  /// `github.prs.stale_count_14d`.
  public static String title(Metric metric) {
    String rest = metric.shortName().replace(' ', '_');
    Matcher window = WINDOW.matcher(rest);
    String over = "";
    if (window.matches()) {
      over = " (" + window.group(2) + " " + window.group(3) + ")";
      rest = window.group(1).replaceFirst("_count$", "");
    }
    Matcher unit = UNIT.matcher(rest);
    if (metric.unit().isPresent() && unit.matches()) {
      rest = unit.group(1);
    }
    String words =
        Arrays.stream(rest.split("_")).map(Wording::word).collect(Collectors.joining(" "));
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + over;
  }

  private static String word(String word) {
    return switch (word) {
      case "api", "ci", "cpu", "dora", "ebs", "gpu", "sps", "ttl" -> word.toUpperCase(Locale.ROOT);
      case "cpus", "gpus", "prs" ->
          word.substring(0, word.length() - 1).toUpperCase(Locale.ROOT) + "s";
      case "pr" -> "PR";
      case "oomkilled" -> "OOM-killed";
      case "pct" -> "%";
      case "avg" -> "average";
      default -> word;
    };
  }

  /// `target < 48 h`; of a fraction `target > 95 %`, as axes show it.
  static String target(Metric metric, Target target) {
    if (metric.unit().filter(unit -> unit.name().equals("fraction")).isPresent()) {
      String share =
          BigDecimal.valueOf(target.value()).movePointRight(2).stripTrailingZeros().toPlainString();
      return "target " + target.comparison().sign() + " " + share + " %";
    }
    return "target "
        + target.text()
        + metric.unit().map(unit -> " " + Wording.unit(unit)).orElse("");
  }

  private static String unit(Unit unit) {
    String name =
        switch (unit.name()) {
          case "hour" -> "h";
          case "minute" -> "min";
          case "second" -> "s";
          case "percent" -> "%";
          case "dollar" -> "$";
          case "gibibyte" -> "GiB";
          default -> unit.name();
        };
    return name + unit.per().map(per -> "/" + per).orElse("");
  }
}
