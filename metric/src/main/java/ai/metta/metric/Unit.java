// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.metric;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A unit that Datadog knows, optionally per another (`dollar` per `hour`).
///
/// What is merely counted and has no Datadog unit – a gpu, a pod, a pull request – is a metric's
/// noun, not its unit. Source of the names: Datadog's documentation, page "Metrics units".
///
/// @param per what it is taken over; empty for a plain amount
public record Unit(String name, Optional<String> per) {
  private static final Set<String> OF_TWO_WORDS =
      Set.of("garbage collection", "decidegree celsius", "degree celsius", "degree fahrenheit");
  private static final Set<String> KNOWN =
      Stream.of(
              "bit byte kibibyte mebibyte gibibyte tebibyte pebibyte exbibyte",
              "nanosecond microsecond millisecond second minute hour day week",
              "percent_nano percent apdex fraction",
              "connection request packet segment response message payload timeout datagram route session hop",
              "process thread host node fault service instance cpu file inode sector block",
              "buffer error read write occurrence event time unit operation item task worker resource email sample",
              "stage monitor location check attempt device update method job container execution throttle invocation",
              "user success build prediction exception",
              "table index lock transaction query row key command offset record object cursor assertion scan document",
              "shard flush merge refresh fetch column commit wait ticket question",
              "hit miss eviction get set dollar cent microdollar euro pound pence yen page split",
              "hertz kilohertz megahertz gigahertz entry",
              "nanocore microcore millicore core kilocore megacore gigacore teracore petacore exacore",
              "nanowatt microwatt milliwatt deciwatt watt kilowatt megawatt gigawatt terrawatt",
              "milliampere ampere millivolt volt span run step")
          .flatMap(line -> Stream.of(line.split(" ")))
          .collect(Collectors.toUnmodifiableSet());

  public static final Unit SECOND = of("second");
  public static final Unit MINUTE = of("minute");
  public static final Unit HOUR = of("hour");
  public static final Unit PERCENT = of("percent");
  public static final Unit DOLLAR = of("dollar");
  public static final Unit GIBIBYTE = of("gibibyte");
  public static final Unit JOB = of("job");
  public static final Unit NODE = of("node");
  public static final Unit USER = of("user");

  public Unit {
    requireKnown(name);
    per.ifPresent(Unit::requireKnown);
  }

  /// A unit by its name.
  ///
  /// @throws IllegalArgumentException where Datadog does not know it
  public static Unit of(String name) {
    return new Unit(name, Optional.empty());
  }

  public Unit per(Unit other) {
    return new Unit(name, Optional.of(other.name));
  }

  /// `dollar`, or `dollar/hour`.
  public String text() {
    return per.map(below -> name + "/" + below).orElse(name);
  }

  private static void requireKnown(String name) {
    if (!KNOWN.contains(name) && !OF_TWO_WORDS.contains(name)) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is no unit of Datadog's; what is counted is a noun");
    }
  }
}
