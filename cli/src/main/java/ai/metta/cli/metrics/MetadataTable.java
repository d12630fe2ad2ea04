// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.metrics;

import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.Table;
import ai.metta.datadog.MetadataOutcome;
import ai.metta.datadog.MetricMetadata.Change;
import ai.metta.datadog.RemoteMetadata.Intent;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What became of metrics' metadata, in rows: a field that differs each.
record MetadataTable(Map<String, MetadataOutcome> outcomes) {
  private static final String NOTHING = "–";

  /// Only what differs; nothing where all is as declared.
  void print(Surroundings around) {
    Table table = new Table(around.screen(), "METRIC", "FIELD", "IN DATADOG", "DECLARED");
    outcomes.forEach((name, outcome) -> {
      for (Change change : outcome.fields()) {
        table.row(name, change.field(), shown(change.before()), shown(change.after()));
      }
    });
    if (outcomes.values().stream().anyMatch(outcome -> !outcome.fields().isEmpty())) {
      table.print(around.out());
    }
  }

  List<Map<String, Object>> json() {
    List<Map<String, Object>> rows = new ArrayList<>();
    outcomes.forEach((name, outcome) -> {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("metric", name);
      row.put("outcome", outcome.word());
      row.put("changes", outcome.fields().stream().map(MetadataTable::json).toList());
      row.put(
          "reason",
          outcome instanceof MetadataOutcome.Failed(Failure cause)
              ? Optional.of(cause.message())
              : Optional.empty());
      rows.add(row);
    });
    return rows;
  }

  private static Map<String, Object> json(Change change) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("field", change.field());
    row.put("from", text(change.before()));
    row.put("to", text(change.after()));
    return row;
  }

  private static Optional<String> text(String value) {
    return Optional.of(value).filter(text -> !text.isEmpty());
  }

  private static String shown(String value) {
    return text(value).orElse(NOTHING);
  }

  /// The failures, each cause once, and how many came to what.
  void tell(Log log, Intent intent) {
    Map<String, List<String>> causes = new LinkedHashMap<>();
    outcomes.forEach((name, outcome) -> {
      if (outcome instanceof MetadataOutcome.Failed(Failure cause)) {
        causes.computeIfAbsent(cause.message(), _ -> new ArrayList<>()).add(name);
      }
    });
    causes.forEach((cause, names) ->
        log.trouble(
            "Failed: "
                + names.getFirst()
                + (names.size() == 1 ? "" : " and " + (names.size() - 1) + " more")
                + ": "
                + cause));
    log.say(
        (intent == Intent.WRITE ? "Wrote " : "Would write ")
            + Counted.of(count(intent == Intent.WRITE ? "written" : "differs"), "metric")
            + " of "
            + outcomes.size()
            + "; "
            + count("same")
            + " as declared, "
            + count("unseen")
            + " not seen by Datadog yet, "
            + count("failed")
            + " failed");
    if (intent == Intent.COMPARE && count("differs") > 0) {
      log.say("Nothing was written; --yes writes it");
    }
  }

  private long count(String word) {
    return outcomes.values().stream().filter(outcome -> outcome.word().equals(word)).count();
  }
}
