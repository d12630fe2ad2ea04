// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads SkyPilot's one-line descriptions of machines: what was launched, `2x[spot](gpus=A10G:4,
/// g5.12xlarge, ...)`, and what was asked for, `4x[H100:8][Spot]`. A description that is missing,
/// empty or `-` says nothing; one of what was launched that has another form repeats what was asked
/// for, or tells that there is nothing yet.
///
/// @param launched the row's `cluster_resources`, or the longer `cluster_resources_full`
/// @param requested the row's `resources`
record ResourceText(String launched, String requested) {
  private static final Pattern LAUNCHED = Pattern.compile("^\\d{1,6}x(\\[\\w+])?\\(.*");
  private static final Pattern NODES = Pattern.compile("^(\\d{1,6})x");
  private static final Pattern LAUNCHED_GPUS =
      Pattern.compile("gpus=([^,:)\\s]+):(\\d{1,9}(?:\\.\\d{1,9})?)(?=[,)])");
  private static final Pattern NO_GPUS = Pattern.compile("(?i)(cpu|mem|memory|disk)s?");
  private static final Pattern REQUESTED = Pattern.compile("^\\d+x\\[(.*?)\\](\\[.*\\])?$");

  /// Whether a text of the server's says anything.
  static boolean says(String text) {
    return !text.isBlank() && !text.equals("-") && !text.equals("None");
  }

  /// How many nodes there are; 1 where neither text says.
  int nodes() {
    return Stream.of(launched, requested)
        .flatMapToInt(text -> nodesOf(text).stream())
        .findFirst()
        .orElse(1);
  }

  /// The GPUs on all nodes.
  ///
  /// @param perNode the row's `accelerators`, empty where the server does not know
  Gpus gpus(Map<String, Double> perNode) {
    if (!perNode.isEmpty()) {
      boolean possible =
          perNode.keySet().stream().noneMatch(String::isBlank)
              && perNode.values().stream().allMatch(count -> count >= 0 && count <= Fields.MOST);
      return possible ? known(perNode, nodes()) : new Gpus.Unknown();
    }
    return isLaunched() && launched.contains("gpus=") ? launchedGpus() : requestedGpus();
  }

  private boolean isLaunched() {
    return LAUNCHED.matcher(launched).matches();
  }

  private Gpus launchedGpus() {
    Matcher gpus = LAUNCHED_GPUS.matcher(launched);
    return gpus.find()
        ? known(Map.of(gpus.group(1), Double.parseDouble(gpus.group(2))), nodes())
        : new Gpus.Unknown();
  }

  /// Launched machines say `[spot]`; a request says `[Spot]`, nothing, or that either would do.
  Pricing pricing() {
    if (isLaunched()) {
      return launched.contains("[spot]") ? Pricing.SPOT : Pricing.ON_DEMAND;
    }
    if (!says(requested) || requested.contains("|")) {
      return Pricing.UNKNOWN;
    }
    return requested.endsWith("[Spot]") ? Pricing.SPOT : Pricing.ON_DEMAND;
  }

  /// The launched machines' type; empty while none runs, where it has none as on Kubernetes, and
  /// where it is cut short.
  Optional<String> instanceType() {
    if (!isLaunched()) {
      return Optional.empty();
    }
    String inside = launched.substring(launched.indexOf('(') + 1).replace(")", "");
    return Stream.of(inside.split(",", -1))
        .map(String::strip)
        .filter(item -> !item.isEmpty() && !item.contains("=") && !item.endsWith("..."))
        .findFirst();
  }

  private static OptionalInt nodesOf(String text) {
    Matcher matcher = NODES.matcher(text);
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  private Gpus requestedGpus() {
    if (!says(requested)) {
      return new Gpus.Unknown();
    }
    Matcher matcher = REQUESTED.matcher(requested);
    if (!matcher.matches()) {
      return new Gpus.Unknown();
    }
    List<Map<String, Double>> candidates = new ArrayList<>();
    for (String item : matcher.group(1).split(",", -1)) {
      String[] named = item.strip().split(":", -1);
      if (NO_GPUS.matcher(named[0]).matches()) {
        continue;
      }
      if (named.length != 2 || named[0].isBlank() || !isNumber(named[1])) {
        return new Gpus.Unknown();
      }
      candidates.add(Map.of(named[0], Double.parseDouble(named[1])));
    }
    return switch (candidates.size()) {
      case 0 -> new Gpus.None();
      case 1 -> known(candidates.getFirst(), nodesOf(requested).orElse(1));
      default -> new Gpus.Unknown();
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("\\d{1,9}(\\.\\d{1,9})?");
  }

  private static Gpus known(Map<String, Double> perNode, int nodes) {
    Map<String, Double> all = new LinkedHashMap<>();
    perNode.forEach(
        (type, count) -> all.merge(type.toLowerCase(Locale.ROOT), count * nodes, Double::sum));
    return new Gpus.Known(all);
  }
}
