// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.kubernetes;

/// Amounts as they stand in manifests and in what metrics-server tells: the same amount is written
/// in many ways.
final class QuantityText {
  private static final long MILLIS = 1000;

  private QuantityText() {}

  /// A request of CPU.
  ///
  /// @param turn which of the ways
  static String millicores(long millicores, int turn) {
    boolean isWhole = millicores % MILLIS == 0;
    return switch (Math.floorMod(turn, 5)) {
      case 0 -> millicores + "m";
      case 1 -> isWhole ? Long.toString(millicores / MILLIS) : millicores + "m";
      case 2 -> isWhole ? millicores / MILLIS + "e0" : millicores * MILLIS + "u";
      case 3 -> millicores * MILLIS * MILLIS + "n";
      default -> "%d.%03d".formatted(millicores / MILLIS, millicores % MILLIS);
    };
  }

  /// CPU that is used.
  static String nanocores(long nanocores, int turn) {
    int way = Math.floorMod(turn, 3);
    if (way == 0 && nanocores % (MILLIS * MILLIS) == 0) {
      return nanocores / (MILLIS * MILLIS) + "m";
    }
    if (way == 1 && nanocores % MILLIS == 0) {
      return nanocores / MILLIS + "u";
    }
    return nanocores == 0 ? "0" : nanocores + "n";
  }

  static String bytes(long bytes, int turn) {
    Way way = Way.values()[Math.floorMod(turn, Way.values().length)];
    return bytes % way.unit == 0 ? bytes / way.unit + way.suffix : Long.toString(bytes);
  }

  /// How bytes are written.
  private enum Way {
    GIBI(1L << 30, "Gi"),
    MEBI(1L << 20, "Mi"),
    KIBI(1L << 10, "Ki"),
    KILO(MILLIS, "k"),
    EXPONENT(MILLIS, "e3"),
    PLAIN(1, ""),
    MILLI(1, "000m");

    private final long unit;
    private final String suffix;

    Way(long unit, String suffix) {
      this.unit = unit;
      this.suffix = suffix;
    }
  }
}
