// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.skypilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Recordings of real servers, served and judged by a program that was not written with this one.
final class RecordingTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.13.0rc1", "0.10.3"})
  void everyFigureIsTheJudges(String version) throws IOException {
    Judge judge = Judge.of(version);
    Map<String, Map<String, Double>> expected = judge.expected();
    try (Judge.Serving server = judge.serve()) {
      Reported reported = Collecting.at(judge.recordedAt()).from(server.endpoint()).run();
      assertThat(expected.values().stream().mapToInt(Map::size).sum()).isGreaterThan(30);
      agree(reported, expected);
    }
  }

  /// The same server's first queue, and the second as a server with a controller of its own
  /// answers, which sends other words for what it does not know. Runtimes were taken some seconds
  /// apart.
  @ParameterizedTest
  @CsvSource({
    "0.13.0rc1, jobs-queue-v1-all-users.2-get.json",
    "0.13.0rc1, derived-dedicated-controller-jobs-queue-v2.json",
    "0.10.3, jobs-queue-v1-all-users.2-get.json"
  })
  void theSameQueueInOtherWordsHasTheSameFigures(String version, String recording)
      throws IOException {
    Judge judge = Judge.of(version);
    Map<String, Map<String, Double>> expected = judge.expected();
    expected.remove("skypilot.jobs.runtime_seconds|metric");
    String queue = judge.value(recording);
    try (HandmadeServer server = HandmadeServer.start()) {
      if (queue.startsWith("[")) {
        server.speaking("17", "0.10.2").working("/jobs/queue", queue);
      } else {
        server.working(
            "/jobs/queue/v2", body -> HandmadeServer.isFirst(body) ? queue : "{\"jobs\":[]}");
      }
      server.working("/status", judge.value("status-all-users.2-get.json"));
      agree(Collecting.at(judge.recordedAt()).from(server.endpoint()).run(), expected);
    }
  }

  private static void agree(Reported reported, Map<String, Map<String, Double>> expected) {
    assertThat(reported.outcomes()).noneMatch(one -> one.failed());
    expected.forEach((view, figures) -> {
      Map<String, Double> found = nonZero(figures(reported, view));
      assertThat(found).as(view).containsOnlyKeys(nonZero(figures).keySet());
      found.forEach((value, number) ->
          assertThat(number).as(view + ":" + value).isCloseTo(figures.get(value), within(1e-6)));
    });
  }

  /// The series of one view by the value of its tag. Failures are emitted by fault, which the judge
  /// adds up.
  private static Map<String, Double> figures(Reported reported, String view) {
    String metric = view.substring(0, view.indexOf('|'));
    String key = view.substring(view.indexOf('|') + 1);
    Map<String, Double> figures = new TreeMap<>(reported.by(metric, key));
    if (view.equals("skypilot.jobs|status")) {
      figures.put(
          "failed",
          reported.value(metric, "status:failed", "failure:user")
              + reported.value(metric, "status:failed", "failure:platform"));
    }
    return figures;
  }

  /// Values that are declared and not there come as zeros, which the judge leaves out.
  private static Map<String, Double> nonZero(Map<String, Double> figures) {
    Map<String, Double> left = new TreeMap<>(figures);
    left.values().removeIf(number -> number == 0);
    return left;
  }
}
