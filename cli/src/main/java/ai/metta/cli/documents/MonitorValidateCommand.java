// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.documents;

import ai.metta.access.http.Answer;
import ai.metta.access.http.Credential;
import ai.metta.access.http.Http;
import ai.metta.access.http.Repeat;
import ai.metta.access.http.Request;
import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.access.json.JsonTree.Text;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.Reader;
import ai.metta.cli.invocation.Workbench;
import ai.metta.dashboards.monitors.Monitor;
import ai.metta.metric.Counted;
import ai.metta.metric.Failure;
import ai.metta.metric.Failure.Service.Retry;
import ai.metta.metric.FailureException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/// `metta datadog monitor validate`.
@Command(
    name = "validate",
    description = "Ask Datadog, or the local server, whether it would take each monitor")
final class MonitorValidateCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(2);
  private static final String PATH = "/api/v1/monitor/validate";

  @ParentCommand private @Nullable MonitorCommand parent;

  @Override
  public Integer call() {
    Workbench bench = Objects.requireNonNull(parent).workbench();
    Reader reader = Reader.of(bench);
    List<Monitor> monitors = MonitorSource.of(bench);
    long refused = 0;
    try (Http http = bench.http()) {
      Http limited = http.until(bench.surroundings().clock().instant().plus(LIMIT));
      for (Monitor one : monitors) {
        Optional<String> reason = refusal(limited, reader, one);
        reason.ifPresent(why -> bench.surroundings().out().println(one.name() + ": " + why));
        refused += reason.isPresent() ? 1 : 0;
      }
    }
    bench
        .surroundings()
        .err()
        .println(
            reader.destination().base()
                + " would take "
                + (monitors.size() - refused)
                + " of "
                + Counted.of(monitors.size(), "monitor"));
    return (refused > 0 ? Exit.FAILED : Exit.OK).code();
  }

  /// Why a monitor would not be taken; empty where it would.
  private static Optional<String> refusal(Http http, Reader reader, Monitor monitor) {
    Request request =
        Request.post(
                reader.destination().at(PATH), "application/json", JsonText.bytes(monitor.json()))
            .as(
                new Credential.Several(
                    List.of(
                        new Credential.Header("DD-API-KEY", reader.destination().apiKey()),
                        new Credential.Header("DD-APPLICATION-KEY", reader.applicationKey()))))
            .repeated(Repeat.IDEMPOTENT);
    Answer answer = http.send(request);
    String said = "POST " + reader.destination().base() + PATH + ": " + answer.status();
    return switch (answer.status()) {
      case 200 -> Optional.empty();
      case 400 -> Optional.of(errors(answer));
      case 401, 403 ->
          throw new FailureException(
              new Failure.Credentials(
                  said + "; set DD_API_KEY and DD_APP_KEY to keys of this site"));
      case 429 -> throw new FailureException(new Failure.RateLimit(said, Optional.empty()));
      default ->
          throw new FailureException(
              new Failure.Service(said + "; check DD_URL and DD_SITE", Retry.MAY_HELP));
    };
  }

  private static String errors(Answer answer) {
    JsonTree tree = JsonText.read("the answer", answer.body());
    return tree.itemsAt("errors").stream()
        .map(one -> one instanceof Text(String text) ? text : JsonText.compact(one))
        .collect(Collectors.joining("; "));
  }
}
