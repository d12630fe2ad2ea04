// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.SystemReason;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// List prices from a CSV file (RFC 4180): a row for each type, named by the column
/// `instance_type`, and a column `on_demand_usd_per_hour_us_east_1` for each region. Other columns
/// are for people; an empty field is an unknown price.
///
/// @param byRegion the hourly price of each type, by region
record PriceBook(Map<String, Map<String, Double>> byRegion) {
  private static final String TYPE = "instance_type";
  private static final String PRICE = "on_demand_usd_per_hour_";

  PriceBook {
    byRegion = Map.copyOf(byRegion);
  }

  /// @throws FailureException of configuration that names the file, and the line where there is one
  static PriceBook read(String path) {
    try {
      return parse(path, Files.readString(Path.of(path)));
    } catch (IOException refused) {
      throw broken(path, SystemReason.of(refused));
    }
  }

  static PriceBook parse(String path, String text) {
    List<List<String>> rows = rows(path, text);
    Sheet sheet = Sheet.of(path, rows.isEmpty() ? List.of() : rows.getFirst());
    Map<String, Map<String, Double>> byRegion = new HashMap<>();
    for (int row = 1; row < rows.size(); row++) {
      if (!rows.get(row).equals(List.of(""))) {
        sheet.take(row + 1, rows.get(row), byRegion);
      }
    }
    return new PriceBook(byRegion);
  }

  /// A file by its first line.
  ///
  /// @param columns how many there are
  /// @param type the column that names the type
  /// @param regions by the column that has their prices
  private record Sheet(String path, int columns, int type, Map<Integer, String> regions) {
    static Sheet of(String path, List<String> head) {
      Map<Integer, String> regions = new LinkedHashMap<>();
      for (int column = 0; column < head.size(); column++) {
        if (head.get(column).startsWith(PRICE)) {
          regions.put(column, head.get(column).substring(PRICE.length()).replace('_', '-'));
        }
      }
      int type = head.indexOf(TYPE);
      if (type < 0 || regions.isEmpty()) {
        throw broken(
            path, "its first line needs the columns " + TYPE + " and " + PRICE + "us_east_1");
      }
      return new Sheet(path, head.size(), type, regions);
    }

    void take(int row, List<String> fields, Map<String, Map<String, Double>> byRegion) {
      if (fields.size() != columns) {
        throw refused(row, " has " + fields.size() + " fields, not " + columns);
      }
      String name = fields.get(type).strip();
      regions.forEach((column, region) -> {
        String text = fields.get(column).strip();
        if (!text.isEmpty()) {
          Map<String, Double> prices = byRegion.computeIfAbsent(region, _ -> new HashMap<>());
          if (prices.put(name, price(row, text)) != null) {
            throw refused(row, ": \"" + name + "\" has a price in " + region + " already");
          }
        }
      });
    }

    private double price(int row, String text) {
      try {
        double price = Double.parseDouble(text);
        if (price > 0 && Double.isFinite(price)) {
          return price;
        }
      } catch (NumberFormatException none) {
        // Said below.
      }
      throw refused(row, ": \"" + text + "\" is no price");
    }

    private FailureException refused(int row, String how) {
      return broken(path, "row " + row + how);
    }
  }

  /// What a type costs an hour in a region, by type.
  Map<String, Double> of(String region) {
    return byRegion.getOrDefault(region, Map.of());
  }

  /// Fields may be quoted, and then hold commas, line ends and doubled quotes.
  private static List<List<String>> rows(String path, String text) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    String read = text.replace("\r\n", "\n").replaceFirst("^\uFEFF", "");
    String ended = read.isEmpty() || read.endsWith("\n") ? read : read + "\n";
    for (int at = 0; at < ended.length(); at++) {
      char next = ended.charAt(at);
      if (quoted && next == '"' && at + 1 < ended.length() && ended.charAt(at + 1) == '"') {
        field.append('"');
        at++;
      } else if (next == '"') {
        quoted = !quoted;
      } else if (!quoted && (next == ',' || next == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (next == '\n') {
          rows.add(List.copyOf(row));
          row.clear();
        }
      } else {
        field.append(next);
      }
    }
    if (quoted) {
      throw broken(path, "a quote is opened and never closed");
    }
    return rows;
  }

  private static FailureException broken(String path, String how) {
    return new FailureException(
        new Failure.Configuration("ec2.price_book " + path + ": " + how + "; correct it"));
  }
}
