// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.bench;

import ai.metta.sandbox.truth.Series;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.UnaryOperator;

/// A simulated service, and what a run over it is to tell.
///
/// @param collectors that read it
/// @param holds how much there is, for people
/// @param settings of the product, by the address at which it finds the service
/// @param environment its secrets
/// @param lastRun how long ago the run before was
/// @param requests how many have come so far
/// @param truth sums of the points that a run of an instant makes, by what they have in common
record Service(
    List<String> collectors,
    String holds,
    URI endpoint,
    Function<URI, Map<String, String>> settings,
    Map<String, String> environment,
    Duration lastRun,
    IntSupplier requests,
    Function<Instant, SortedMap<Series, Double>> truth,
    AutoCloseable server)
    implements AutoCloseable {

  /// How one is started.
  interface Opening {
    /// Starts one.
    ///
    /// @param now what its clock says
    /// @param scratch a folder for what is read from files
    Service open(Instant now, Path scratch) throws IOException, InterruptedException;
  }

  /// One of which another setting holds.
  Service with(String setting, String value) {
    UnaryOperator<Map<String, String>> more =
        own -> {
          Map<String, String> both = new TreeMap<>(own);
          both.put(setting, value);
          return both;
        };
    return new Service(
        collectors,
        holds,
        endpoint,
        settings.andThen(more),
        environment,
        lastRun,
        requests,
        truth,
        server);
  }

  /// What the series of some metrics add up to, each metric by itself.
  static SortedMap<Series, Double> sums(
      Collection<? extends Map<Series, Double>> truths, String... metrics) {
    SortedMap<Series, Double> sums = new TreeMap<>();
    for (String metric : metrics) {
      sums.put(
          Series.of(metric),
          truths.stream()
              .flatMap(truth -> truth.entrySet().stream())
              .filter(one -> one.getKey().metric().equals(metric))
              .mapToDouble(Map.Entry::getValue)
              .sum());
    }
    return sums;
  }

  @Override
  public void close() throws IOException {
    try {
      server.close();
    } catch (IOException | RuntimeException failed) {
      throw failed;
    } catch (Exception failed) {
      throw new IOException(failed);
    }
  }
}
