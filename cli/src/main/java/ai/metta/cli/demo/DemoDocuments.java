// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.demo;

import ai.metta.access.http.Http;
import ai.metta.cli.documents.DashboardCommand;
import ai.metta.cli.documents.MonitorCommand;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Log;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.cli.metrics.MetadataCommand;
import ai.metta.dashboards.Dashboard;
import ai.metta.dashboards.change.Document;
import ai.metta.dashboards.change.Kind;
import ai.metta.datadog.RemoteMetadata.Intent;
import ai.metta.datadog.documents.Api;
import ai.metta.datadog.documents.Outcome;
import ai.metta.datadog.documents.Sync;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/// What a demo's server is given beside values, as the push commands give it: dashboards, monitors,
/// and what metrics mean.
record DemoDocuments(Workbench bench, Log log) {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  /// Pushes every dashboard.
  ///
  /// @return where people see the one to begin with
  URI dashboards() {
    return push(Kind.DASHBOARD, DashboardCommand.generated(bench)).stream()
        .filter(outcome -> outcome.name().equals(Dashboard.HOME))
        .flatMap(outcome -> outcome.url().stream())
        .findFirst()
        .orElseThrow(() -> new ExitException(Exit.FAILED, "the dashboards could not be pushed"));
  }

  /// Pushes every monitor; dashboards, to which they link, are there by then.
  void monitors() {
    push(Kind.MONITOR, MonitorCommand.generated(bench));
  }

  private List<Outcome> push(Kind kind, List<Document> documents) {
    Reader reader = Reader.of(bench);
    try (Http http = limited()) {
      Api api = new Api(kind, http, reader.destination(), reader.applicationKey());
      Sync sync = Sync.with(api);
      List<Outcome> outcomes =
          sync.push(sync.plan(documents, ai.metta.datadog.documents.Intent.KEEP));
      outcomes.forEach(outcome ->
          outcome
              .failure()
              .ifPresent(why -> log.warn(outcome.name() + " was not pushed: " + why.message())));
      return outcomes;
    }
  }

  /// Tells what the metrics mean that there are values of.
  void metadata() {
    try (Http http = limited()) {
      Reader.of(bench)
          .metadata(http)
          .bring(MetadataCommand.declared(bench, _ -> true), Intent.WRITE, _ -> {});
    }
  }

  private Http limited() {
    return bench.http().until(bench.surroundings().clock().instant().plus(LIMIT));
  }
}
