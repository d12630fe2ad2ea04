// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// `getrusage(RUSAGE_CHILDREN)`: the processor time of all child processes that have ended, to the
/// microsecond. What `/proc` tells has hundredths of a second, which is a fifth of `java -version`.
final class ChildrenUsage {
  private static final int RUSAGE_CHILDREN = -1;
  private static final long BYTES = 144;

  @SuppressWarnings("restricted") // the description is that of getrusage(2)
  private static final MethodHandle GETRUSAGE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

  private ChildrenUsage() {}

  static double cpuSeconds() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment usage = arena.allocate(BYTES, Long.BYTES);
      int failed = (int) GETRUSAGE.invokeExact(RUSAGE_CHILDREN, usage);
      if (failed != 0) {
        throw new IllegalStateException("getrusage returned " + failed);
      }
      return seconds(usage, 0) + seconds(usage, 2);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /// A `struct timeval`: seconds, then microseconds.
  private static double seconds(MemorySegment usage, long index) {
    return usage.getAtIndex(ValueLayout.JAVA_LONG, index)
        + usage.getAtIndex(ValueLayout.JAVA_LONG, index + 1) / 1e6;
  }
}
