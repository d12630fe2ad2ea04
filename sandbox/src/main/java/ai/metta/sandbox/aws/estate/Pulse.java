// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.sandbox.aws.estate;

import ai.metta.sandbox.dice.Dice;
import java.util.List;
import java.util.OptionalDouble;

/// What an instance does with its CPU and, where it has any, its GPUs.
public record Pulse(Cpu cpu, Gpu gpu) {
  /// Seconds from one point to the next.
  public static final long STEP = 300;

  /// How busy its CPU is.
  public enum Cpu {
    BUSY,
    QUIET,
    /// Quiet, but for five minutes in an hour.
    SPIKY,
    /// Quiet, as far as four points in an hour tell.
    SPARSE,
    /// Never heard of.
    SILENT
  }

  /// How busy its GPUs are, and who tells.
  public enum Gpu {
    UNWATCHED,
    BUSY,
    QUIET,
    /// Half of them are quiet, each told twice, and nobody tells of the others.
    PARTLY,
    /// Quiet, told of all together.
    TOGETHER,
    /// One is busy and all others are quiet, told of all together.
    BURIED
  }

  static Pulse draw(Dice dice) {
    long roll = dice.below(100);
    Cpu cpu =
        roll < 40
            ? Cpu.BUSY
            : roll < 70 ? Cpu.QUIET : roll < 80 ? Cpu.SPIKY : roll < 90 ? Cpu.SPARSE : Cpu.SILENT;
    return new Pulse(cpu, dice.pick(List.of(Gpu.values())));
  }

  /// Percent of the CPU in the five minutes from a second on; empty where nothing is known.
  public OptionalDouble cpuAt(String id, long second) {
    long step = Math.floorDiv(second, STEP);
    double noise = Dice.of(id.hashCode(), 71, step).below(100) / 100.0;
    return switch (cpu) {
      case BUSY -> OptionalDouble.of(30 + 60 * noise);
      case QUIET -> OptionalDouble.of(1 + 3 * noise);
      case SPIKY -> OptionalDouble.of(step % 12 == 3 ? 25 : 1);
      case SPARSE -> step % 3 == 0 ? OptionalDouble.of(1 + noise) : OptionalDouble.empty();
      case SILENT -> OptionalDouble.empty();
    };
  }

  /// Percent of a GPU in the five minutes from a second on.
  public double gpuAt(String id, int index, long second) {
    double noise =
        Dice.of(id.hashCode(), 72 + index, Math.floorDiv(second, STEP)).below(100) / 100.0;
    return switch (gpu) {
      case BUSY -> 50 + 45 * noise;
      case BURIED -> index == 0 ? 30 + 2 * noise : 0;
      case UNWATCHED, QUIET, PARTLY, TOGETHER -> 2 * noise;
    };
  }
}
