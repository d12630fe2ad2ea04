// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.reading;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is known of Datadog's units; null for what is not. Families as on Datadog's page "Metrics
/// units"; factors where units of a family are multiples of one another.
final class UnitTable {
  private static final Map<String, String> FAMILIES =
      families(
          "bytes: bit, byte, kibibyte, mebibyte, gibibyte, tebibyte, pebibyte, exbibyte",
          "time: nanosecond, microsecond, millisecond, second, minute, hour, day, week",
          "percentage: percent_nano, percent, apdex, fraction",
          "network: connection, request, packet, segment, response, message, payload, timeout",
          "network: datagram, route, session, hop",
          "system: process, thread, host, node, fault, service, instance, cpu",
          "disk: file, inode, sector, block",
          "general: buffer, error, read, write, occurrence, event, time, unit, operation, item",
          "general: task, worker, resource, garbage collection, email, sample, stage, monitor",
          "general: location, check, attempt, device, update, method, job, container, execution",
          "general: throttle, invocation, user, success, build, prediction, exception",
          "db: table, index, lock, transaction, query, row, key, command, offset, record, object",
          "db: cursor, assertion, scan, document, shard, flush, merge, refresh, fetch, column",
          "db: commit, wait, ticket, question",
          "cache: hit, miss, eviction, get, set",
          "money: dollar, cent, microdollar, euro, pound, pence, yen",
          "memory: page, split",
          "frequency: hertz, kilohertz, megahertz, gigahertz",
          "logging: entry",
          "temperature: decidegree celsius, degree celsius, degree fahrenheit",
          "cpu: nanocore, microcore, millicore, core, kilocore, megacore, gigacore, teracore",
          "cpu: petacore, exacore",
          "power: nanowatt, microwatt, milliwatt, deciwatt, watt, kilowatt, megawatt, gigawatt",
          "power: terrawatt",
          "current: milliampere, ampere",
          "potential: millivolt, volt",
          "apm: span",
          "synthetics: run, step");

  private static final Map<String, String> FACTORS =
      pairs(
          "bit 0.125, byte 1, kibibyte 0x1p10, mebibyte 0x1p20, gibibyte 0x1p30, tebibyte 0x1p40",
          "pebibyte 0x1p50, exbibyte 0x1p60",
          "nanosecond 1e-9, microsecond 1e-6, millisecond 1e-3, second 1, minute 60, hour 3600",
          "day 86400, week 604800",
          "dollar 1, cent 0.01, microdollar 1e-6",
          "hertz 1, kilohertz 1e3, megahertz 1e6, gigahertz 1e9",
          "nanocore 1e-9, microcore 1e-6, millicore 1e-3, core 1, kilocore 1e3, megacore 1e6",
          "gigacore 1e9, teracore 1e12, petacore 1e15, exacore 1e18",
          "nanowatt 1e-9, microwatt 1e-6, milliwatt 1e-3, deciwatt 0.1, watt 1, kilowatt 1e3",
          "megawatt 1e6, gigawatt 1e9, terrawatt 1e12",
          "milliampere 1e-3, ampere 1, millivolt 1e-3, volt 1");

  private static final Map<String, String> SHORT =
      pairs(
          "byte B, kibibyte KiB, mebibyte MiB, gibibyte GiB, tebibyte TiB, pebibyte PiB",
          "exbibyte EiB, nanosecond ns, microsecond μs, millisecond ms, second s, minute min",
          "percent %, nanocore ncores");

  private static final Map<String, String> ODD_PLURALS =
      pairs(
          "percent percent, percent_nano percent_nano, apdex apdex, index indices, pence pence",
          "yen yen, hertz hertz, kilohertz kilohertz, megahertz megahertz, gigahertz gigahertz");

  private UnitTable() {}

  /// A unit in Datadog's fields.
  static Map<String, @Nullable Object> of(String name) {
    Map<String, @Nullable Object> unit = new LinkedHashMap<>();
    unit.put("name", name);
    unit.put("family", FAMILIES.get(name));
    unit.put("plural", FAMILIES.containsKey(name) ? plural(name) : null);
    unit.put("short_name", SHORT.get(name));
    unit.put(
        "scale_factor",
        Optional.ofNullable(FACTORS.get(name)).map(Double::parseDouble).orElse(null));
    return unit;
  }

  private static String plural(String name) {
    if (ODD_PLURALS.containsKey(name)) {
      return ODD_PLURALS.get(name);
    }
    int words = name.indexOf(" celsius") + name.indexOf(" fahrenheit") + 1;
    if (words > 0) {
      return name.substring(0, words) + "s" + name.substring(words);
    }
    if (name.matches(".*[^aeo]y")) {
      return name.substring(0, name.length() - 1) + "ies";
    }
    return name + (name.matches(".*(s|sh|ch)") ? "es" : "s");
  }

  private static Map<String, String> families(String... lines) {
    Map<String, String> families = new HashMap<>();
    for (String line : lines) {
      int colon = line.indexOf(": ");
      for (String name : line.substring(colon + 2).split(", ", -1)) {
        families.put(name, line.substring(0, colon));
      }
    }
    return families;
  }

  private static Map<String, String> pairs(String... lines) {
    Map<String, String> pairs = new HashMap<>();
    for (String line : lines) {
      for (String pair : line.split(", ", -1)) {
        int blank = pair.indexOf(' ');
        pairs.put(pair.substring(0, blank), pair.substring(blank + 1));
      }
    }
    return pairs;
  }
}
