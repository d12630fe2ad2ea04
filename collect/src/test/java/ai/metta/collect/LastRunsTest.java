// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.metta.metric.Failure;
import ai.metta.metric.Fetched;
import ai.metta.metric.Occurrences;
import ai.metta.metric.Scope;
import ai.metta.metric.Tags;
import ai.metta.metric.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What happened since the last run is told by the next one, however late it comes.
class LastRunsTest {
  private static final Instant AS_OF = Scripted.AS_OF;

  @TempDir private Path folder;

  /// The scripted collector runs every 10 minutes and looks back over 7 days.
  @ParameterizedTest
  @CsvSource({
    "PT5M, PT10M",
    "PT10M, PT10M",
    "PT11M, PT11M",
    "P6D, P6D",
    "P8D, P7D",
    "-PT1H, PT10M"
  })
  void aRunTellsOfOneTurnOrOfAllTheTimeSinceTheLast(Duration sinceLast, Duration told) {
    List<Window> asked = new ArrayList<>();
    Plan plan = Scripted.plan().after(Map.of("one", AS_OF.minus(sinceLast)));
    Scripted.run(
        plan,
        telling(asked)
            .fetching(fetch -> {
              assertThat(fetch.since()).isEqualTo(AS_OF.minus(told));
              return Scripted.inParts(fetch);
            }));
    assertThat(asked).containsExactly(new Window(AS_OF.minus(told), AS_OF));
  }

  @Test
  void aRunIsRememberedByItsCollector() throws IOException {
    LastRuns runs = new LastRuns(folder.resolve("runs"));
    assertThat(runs.known()).isEmpty();
    runs.remember(Scripted.run(Scripted.plan(), telling(new ArrayList<>()), Scripted.named("two")));
    assertThat(new LastRuns(folder.resolve("runs")).known())
        .isEqualTo(Map.of("one", AS_OF, "two", AS_OF));
  }

  @Test
  void aRunThatFoundNothingOutIsNot() throws IOException {
    LastRuns runs = new LastRuns(folder);
    Failure down = new Failure.Service("down", Failure.Service.Retry.MAY_HELP);
    Run failed =
        Scripted.run(
            Scripted.plan(),
            telling(new ArrayList<>())
                .fetching(_ ->
                    Map.of(
                        Scope.all(),
                        new Scripted.Facts(Fetched.failed(down), Fetched.known(1.0)))));
    runs.remember(failed);
    assertThat(runs.known()).isEmpty();
  }

  @Test
  void aRunOfSomeMetricsIsNot() throws IOException {
    LastRuns runs = new LastRuns(folder);
    Plan some = Scripted.plan().only(name -> name.endsWith("left"));
    runs.remember(Scripted.run(some, telling(new ArrayList<>())));
    assertThat(runs.known()).isEmpty();
  }

  @Test
  void aRunOfThePastDoesNotTakeThePlaceOfALaterOne() throws IOException {
    LastRuns runs = new LastRuns(folder);
    runs.remember(Scripted.run(Scripted.plan(), Scripted.named("one")));
    Plan earlier = Plan.standard("test", AS_OF.minus(Duration.ofDays(3)), Tags.none());
    runs.remember(Scripted.run(earlier, Scripted.named("one")));
    assertThat(runs.known()).isEqualTo(Map.of("one", AS_OF));
  }

  @Test
  void whatCannotBeReadIsNotKnown() throws IOException {
    Files.writeString(folder.resolve("one"), "yesterday");
    Files.createDirectory(folder.resolve("two"));
    assertThat(new LastRuns(folder).known()).isEmpty();
  }

  @Test
  void whereNothingCanBeWrittenItSaysSo() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    Run run = Scripted.run(Scripted.plan(), Scripted.named("one"));
    assertThatThrownBy(() -> new LastRuns(file).remember(run)).isInstanceOf(IOException.class);
  }

  private static Scripted telling(List<Window> asked) {
    var catalogue =
        Scripted.catalogue("one", Scripted.twoValues("one"))
            .telling(
                Occurrences.of(
                    Scripted.Facts::left,
                    (_, window) -> {
                      asked.add(window);
                      return List.of();
                    }));
    return Scripted.named("one").declaring(() -> catalogue);
  }
}
