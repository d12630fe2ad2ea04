// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.wandb.experiments;

import ai.metta.sandbox.dice.Dice;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/// What a run reports.
///
/// @param accuracy by mistake in percent, with some
/// @param hearts how they are written is another matter
/// @param writing how
/// @param gpuPercents how busy each GPU is, node by node
public record Readings(
    OptionalDouble sps,
    OptionalDouble shapedSps,
    OptionalDouble hearts,
    OptionalDouble queueLatencySeconds,
    OptionalDouble accuracy,
    OptionalDouble loss,
    Writing writing,
    List<Double> gpuPercents) {
  public static final Readings NONE =
      new Readings(
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          OptionalDouble.empty(),
          Writing.PLAIN,
          List.of());

  /// How a run writes its hearts.
  public enum Writing {
    PLAIN,
    /// As "NaN": the run lost count.
    NAN,
    /// As an object, because its author asked for more than the last value.
    OBJECT
  }

  public Readings {
    gpuPercents = List.copyOf(gpuPercents);
  }

  /// Of a run that learns to act.
  static Readings acting(Dice dice, Hardware hardware, long latencySeconds) {
    return new Readings(
        number(dice, 15_000, 60_000),
        hardware.nodes() > 1 ? number(dice, 20_000, 70_000) : OptionalDouble.empty(),
        OptionalDouble.of(dice.between(0, 1000) / 1000.0),
        OptionalDouble.of((double) latencySeconds),
        OptionalDouble.empty(),
        OptionalDouble.of(dice.between(1, 400) / 100.0),
        dice.pick(
            List.of(
                Writing.PLAIN,
                Writing.PLAIN,
                Writing.PLAIN,
                Writing.PLAIN,
                Writing.NAN,
                Writing.OBJECT)),
        percents(dice, hardware));
  }

  /// The same where things go as they should.
  static Readings settled(Dice dice, Hardware hardware, long latencySeconds) {
    return new Readings(
        number(dice, 43_000, 57_000),
        hardware.nodes() > 1 ? number(dice, 44_000, 60_000) : OptionalDouble.empty(),
        OptionalDouble.of(dice.between(540, 860) / 1000.0),
        OptionalDouble.of((double) latencySeconds),
        OptionalDouble.empty(),
        OptionalDouble.of(dice.between(1, 200) / 100.0),
        dice.chance(4) ? Writing.NAN : dice.chance(3) ? Writing.OBJECT : Writing.PLAIN,
        percents(dice, hardware));
  }

  /// A third of the speed, and a fifth of the hearts.
  Readings setBack() {
    return new Readings(
        part(sps, 3),
        part(shapedSps, 3),
        part(hearts, 5),
        queueLatencySeconds,
        accuracy,
        loss,
        writing,
        gpuPercents.stream().map(percent -> Math.rint(percent * 5) / 10).toList());
  }

  private static OptionalDouble part(OptionalDouble whole, int parts) {
    return whole.isPresent()
        ? OptionalDouble.of(Math.rint(1000 * whole.getAsDouble() / parts) / 1000)
        : whole;
  }

  /// Of a run that learns to tell.
  static Readings telling(Dice dice, Hardware hardware) {
    double share = dice.between(500, 990) / 1000.0;
    return new Readings(
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalDouble.of(dice.chance(15) ? share * 100 : share),
        dice.chance(80) ? OptionalDouble.of(dice.between(1, 400) / 100.0) : OptionalDouble.empty(),
        Writing.PLAIN,
        percents(dice, hardware));
  }

  private static OptionalDouble number(Dice dice, int low, int high) {
    return OptionalDouble.of((double) dice.between(low, high));
  }

  private static List<Double> percents(Dice dice, Hardware hardware) {
    return hardware.saysGpus()
        ? IntStream.range(0, hardware.allGpus())
            .mapToObj(_ -> dice.between(400, 1000) / 10.0)
            .toList()
        : List.of();
  }
}
