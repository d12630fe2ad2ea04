// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.collect;

import ai.metta.access.SystemReason;
import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.secret.Secret;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.ExitException;
import ai.metta.cli.invocation.Invocation;
import ai.metta.cli.invocation.LocalServer;
import ai.metta.cli.invocation.Workbench;
import ai.metta.collectors.jobresults.JobResults;
import ai.metta.datadog.DatadogSettings;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `metta datadog job-results`: results of a suite's jobs, from their runner to a local server.
@Command(name = "job-results", description = "Hand over results of training and evaluation jobs")
public final class JobResultsCommand implements Runnable {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String STANDARD_INPUT = "-";

  @ParentCommand private @Nullable Invocation parent;

  @Override
  public void run() {
    throw new ExitException(Exit.USAGE, "which command? push");
  }

  /// A document that was found good.
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  private record Checked(String name, byte[] json, JobResults.Told told) {}

  @Command(
      name = "push",
      description = {
        "Check documents of job results, and post them to a local server.",
        "",
        "Asks DD_URL, else the local server of this data directory; with DD_API_KEY",
        "where the server needs a token. Of a run, the document pushed last is kept.",
        "Nothing is sent where one of them is wrong.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  metta datadog job-results push results/*.json",
        "  metta datadog job-results push - < results/latest.json"
      })
  int push(
      @Parameters(
              arity = "1..*",
              paramLabel = "FILE",
              description = "Documents as JSON; - reads one from standard input")
          List<String> files) {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    List<Checked> all = new ArrayList<>();
    for (String file : files) {
      all.add(checked(file));
    }
    URI url = url(bench);
    try (Http http = bench.http()) {
      Http limited = http.until(bench.surroundings().clock().instant().plus(LIMIT));
      for (Checked one : all) {
        post(bench, limited, url, one);
        bench
            .surroundings()
            .out()
            .println(
                "Pushed run %s of suite %s: %s"
                    .formatted(
                        one.told().runId(),
                        one.told().suite(),
                        Counted.of(one.told().jobs(), "job")));
      }
    }
    return Exit.OK.code();
  }

  private static Checked checked(String file) {
    boolean piped = file.equals(STANDARD_INPUT);
    String name = piped ? "standard input" : file;
    try {
      byte[] bytes =
          piped
              ? System.in.readNBytes(JobResults.MOST_BYTES + 1)
              : Files.readAllBytes(Path.of(file));
      return new Checked(name, JobResults.strict(bytes), JobResults.check(name, bytes));
    } catch (IOException unread) {
      throw new ExitException(Exit.USAGE, name + ": cannot be read: " + SystemReason.of(unread));
    }
  }

  /// Datadog itself takes no such documents.
  private static URI url(Workbench bench) {
    return bench
        .settings()
        .find(DatadogSettings.URL)
        .or(() -> LocalServer.of(bench.dataDirectory()).url())
        .map(text -> URI.create(text.strip().replaceAll("/+$", "") + "/api/job-results"))
        .orElseThrow(() ->
            new ExitException(
                Exit.CREDENTIALS,
                "nowhere to push to: set DD_URL to a local server, or start one with 'metta serve'"));
  }

  private static void post(Workbench bench, Http http, URI url, Checked document) {
    Optional<Secret> key = bench.secrets().find(Workbench.API_KEY);
    Request request =
        Request.post(url, "application/json", document.json())
            .as(key.map(secret -> new Credential.Header("DD-API-KEY", secret)))
            .repeated(Repeat.IDEMPOTENT);
    Answer answer = http.send(request);
    if (answer.status() / 100 != 2) {
      throw new FailureException(
          refusal(request.identity() + ": " + answer.status(), document, answer));
    }
  }

  private static Failure refusal(String what, Checked document, Answer answer) {
    return switch (answer.status()) {
      case 401, 403 ->
          new Failure.Credentials(
              what + "; the server needs the token that 'metta serve' printed: set DD_API_KEY");
      case 404, 405 ->
          new Failure.Configuration(
              what + "; this is no server of 'metta serve': correct DD_URL, or leave it unset");
      case 400, 413, 415, 422 ->
          new Failure.Malformed(
              what
                  + "; the server does not take "
                  + document.name()
                  + ": "
                  + answer.text().lines().findFirst().orElse(""));
      default -> new Failure.Service(what + "; try again", Retry.MAY_HELP);
    };
  }
}
