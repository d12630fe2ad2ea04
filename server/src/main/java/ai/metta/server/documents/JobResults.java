// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server.documents;

import ai.metta.server.store.Documents;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.web.Call;
import ai.metta.server.web.Fields;
import ai.metta.server.web.Refusal;
import ai.metta.server.web.Reply;
import ai.metta.server.web.Tree;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Documents of job results, as runners push them, until collectors read them. Of a run, the one
/// that came last is kept. What is in them beside the run's id is for collectors to judge.
public final class JobResults {
  private static final String KIND = "job_results";
  private static final Duration SHOWN = Duration.ofDays(14);

  private final Documents documents;
  private final InstantSource clock;

  public JobResults(Documents documents, InstantSource clock) {
    this.documents = documents;
    this.clock = clock;
  }

  /// Keeps a document.
  public Reply post(Call call) {
    Fields sent = call.json();
    long schema = sent.whole("schema").orElseThrow(() -> missing("schema"));
    if (schema != 1) {
      throw new Refusal(400, "schema is " + schema + ", and only 1 is known");
    }
    String runId = name(sent, "run_id");
    name(sent, "suite");
    if (!(sent.raw("jobs") instanceof List<?>)) {
      throw new Refusal(400, "jobs is no list");
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Document> before = documents.find(KIND, runId);
    documents.put(
        KIND,
        new Document(
            runId,
            before.map(Document::created).orElse(now),
            now,
            new String(call.body(), StandardCharsets.UTF_8)));
    return new Reply(202, Map.of("run_id", runId, "replaced", before.isPresent()));
  }

  private static String name(Fields sent, String field) {
    return sent.text(field).filter(text -> !text.isBlank()).orElseThrow(() -> missing(field));
  }

  private static Refusal missing(String field) {
    return new Refusal(400, field + " is missing");
  }

  /// Those that came since an instant, or in the last 14 days, oldest run first.
  public Reply list(Call call) {
    call.requireOnly("since");
    Instant since =
        call.parameter("since").map(JobResults::instant).orElse(clock.instant().minus(SHOWN));
    return Reply.ok(
        documents.list(KIND).stream()
            .filter(document -> !document.modified().isBefore(since))
            .map(document -> Tree.read(document.body().getBytes(StandardCharsets.UTF_8)))
            .toList());
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException notOne) {
      throw new Refusal(400, "since is no instant such as 2026-01-02T03:04:05Z");
    }
  }

  /// Forgets those that came before an instant.
  public void forgetBefore(Instant then) {
    documents.list(KIND).stream()
        .filter(document -> document.modified().isBefore(then))
        .forEach(document -> documents.remove(KIND, document.id()));
  }
}
