// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.skypilot;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Counts over the served rows of a queue, by the rules of a careful reader.
record QueueCount(List<Map<String, Object>> rows) {
  private static final Pattern LAUNCHED = Pattern.compile("^(\\d+)x(\\[spot])?\\(.*");
  private static final Pattern LAUNCHED_GPUS = Pattern.compile("gpus=([^,:)]+):([\\d.]+)");
  private static final Pattern REQUESTED = Pattern.compile("^(\\d+)x\\[(.*?)](\\[.*])?$");

  Map<String, Integer> byStatus() {
    Map<String, Integer> counts = new TreeMap<>();
    rows.forEach(row -> counts.merge((String) row.get("status"), 1, Integer::sum));
    return counts;
  }

  List<Map<String, Object>> running() {
    return rows.stream().filter(row -> row.get("status").equals("RUNNING")).toList();
  }

  List<Double> runtimes() {
    return running().stream().map(row -> number(row, "job_duration")).sorted().toList();
  }

  List<Integer> recoveries() {
    return running().stream().map(row -> (int) number(row, "recovery_count")).sorted().toList();
  }

  Map<String, Integer> runningBy(String key) {
    Map<String, Integer> counts = new TreeMap<>();
    running().forEach(row -> counts.merge((String) row.get(key), 1, Integer::sum));
    return counts;
  }

  long runningOnSpot() {
    return running().stream().filter(QueueCount::isSpot).count();
  }

  /// GPUs in use by name, all nodes together.
  Map<String, Double> gpus() {
    Map<String, Double> gpus = new TreeMap<>();
    for (Map<String, Object> row : running()) {
      Matcher launched = LAUNCHED.matcher((String) row.get("cluster_resources"));
      if (launched.matches()) {
        Matcher each = LAUNCHED_GPUS.matcher(launched.group());
        if (each.find()) {
          double count = Double.parseDouble(each.group(2)) * Integer.parseInt(launched.group(1));
          gpus.merge(each.group(1), count, Double::sum);
        }
      } else {
        requested(row, gpus);
      }
    }
    return gpus;
  }

  int activeUsers() {
    Set<Object> hashes = new HashSet<>();
    rows.stream().filter(row -> !isTerminal(row)).forEach(row -> hashes.add(row.get("user_hash")));
    return hashes.size();
  }

  /// Rows by terminal status that ended in the time up to an instant, both in epoch seconds.
  Map<String, Integer> endedBetween(double fromSecond, double toSecond) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Map<String, Object> row : rows) {
      Optional<Double> end = Optional.ofNullable((Double) row.get("end_at"));
      if (isTerminal(row) && end.filter(at -> at > fromSecond && at <= toSecond).isPresent()) {
        counts.merge((String) row.get("status"), 1, Integer::sum);
      }
    }
    return counts;
  }

  static boolean isTerminal(Map<String, Object> row) {
    String status = (String) row.get("status");
    return Set.of("SUCCEEDED", "CANCELLED").contains(status) || status.startsWith("FAILED");
  }

  private static double number(Map<String, Object> row, String key) {
    return ((Number) row.get(key)).doubleValue();
  }

  private static boolean isSpot(Map<String, Object> row) {
    String launched = (String) row.get("cluster_resources");
    return launched.equals("-")
        ? ((String) row.get("resources")).endsWith("[Spot]")
        : launched.contains("[spot]");
  }

  private static void requested(Map<String, Object> row, Map<String, Double> gpus) {
    Matcher asked = REQUESTED.matcher((String) row.get("resources"));
    if (asked.matches() && !asked.group(2).startsWith("CPU")) {
      String[] nameAndCount = asked.group(2).split(":", 2);
      double count = Double.parseDouble(nameAndCount[1]) * Integer.parseInt(asked.group(1));
      gpus.merge(nameAndCount[0], count, Double::sum);
    }
  }
}
