// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.cli.collect.RunJson;
import ai.metta.collect.Run;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What each collector's newest run in this process came to.
public final class LatestRuns {
  private final Map<String, String> documents = new ConcurrentHashMap<>();

  void keep(Run run) {
    for (Run.Result result : run.results()) {
      StringWriter json = new StringWriter();
      RunJson.outcomes(
          new Run(run.invocation(), run.asOf(), List.of(result)), new PrintWriter(json));
      documents.put(result.collector(), json.toString());
    }
  }

  /// @param document of a run of one collector, as `collect -o json` prints it
  void keep(String collector, String document) {
    documents.put(collector, document);
  }

  /// The document of `collect -o json`; that of a run by schedule without its series, which are
  /// stored.
  Optional<String> of(String collector) {
    return Optional.ofNullable(documents.get(collector));
  }
}
