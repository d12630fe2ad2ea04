// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.cli.screen.Money;
import ai.metta.collect.Run;
import ai.metta.metric.cost.Prices;
import ai.metta.metric.cost.Usage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How many series each collector's last complete push had, to say when they grow. A file for each,
/// which holds the series and how many of them are billed. Where none can be read nothing is known,
/// and nothing is claimed.
///
/// @param folder of one destination
record SeriesMemory(Path folder) {

  /// @param billable the mean over a month's hours
  private record Count(long series, double billable) {}

  /// A line for each collector that has more series than before, which is then what counts. Runs in
  /// which something failed have too few to compare.
  ///
  /// @param schedules how often each collector runs, by name
  /// @throws IOException where it cannot be remembered
  List<String> grown(Run run, Map<String, Duration> schedules, Prices prices) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Run.Result result : run.results()) {
      if (result.status() == Run.Status.OK) {
        Count now = count(run, result, schedules);
        last(result.collector())
            .filter(before -> now.series() > before.series())
            .map(before -> line(result.collector(), before, now, prices))
            .ifPresent(lines::add);
        remember(result.collector(), now);
      }
    }
    return lines;
  }

  private static Count count(Run run, Run.Result result, Map<String, Duration> schedules) {
    List<Usage> usages =
        SeriesCount.of(new Run(run.invocation(), run.asOf(), List.of(result)), schedules);
    return new Count(
        usages.stream().mapToLong(Usage::series).sum(),
        usages.stream().mapToDouble(Usage::billableSeries).sum());
  }

  private static String line(String collector, Count before, Count now, Prices prices) {
    return "%s collector: %d series, %d more than in its last push: up to %s more a month at %s per 100"
        .formatted(
            collector,
            now.series(),
            now.series() - before.series(),
            Money.text(prices.ofSeries(Math.max(0, now.billable() - before.billable()))),
            Money.text(prices.usdPer100Series()));
  }

  private Optional<Count> last(String collector) {
    try {
      String[] words = Files.readString(folder.resolve(collector)).strip().split(" ", 2);
      return words.length < 2
          ? Optional.empty()
          : Optional.of(new Count(Long.parseLong(words[0]), Double.parseDouble(words[1])));
    } catch (IOException | NumberFormatException unreadable) {
      return Optional.empty();
    }
  }

  /// Writes it aside and puts it in place, so that it is there whole or not at all.
  private void remember(String collector, Count count) throws IOException {
    Files.createDirectories(folder);
    Path unfinished = folder.resolve(collector + ".tmp");
    try {
      Files.writeString(unfinished, count.series() + " " + count.billable());
      Files.move(unfinished, folder.resolve(collector), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(unfinished);
    }
  }
}
