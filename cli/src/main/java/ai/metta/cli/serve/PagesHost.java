// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.cli.serve;

import ai.metta.access.json.JsonText;
import ai.metta.access.json.JsonTree;
import ai.metta.cli.invocation.Commands;
import ai.metta.cli.invocation.Exit;
import ai.metta.cli.invocation.GlobalOptions;
import ai.metta.cli.invocation.Surroundings;
import ai.metta.cli.screen.JsonList;
import ai.metta.cli.screen.Output;
import ai.metta.cli.screen.Screen;
import ai.metta.dashboards.monitors.Evaluation;
import ai.metta.dashboards.monitors.State;
import ai.metta.server.LocalDatadog;
import ai.metta.server.store.Documents.Document;
import ai.metta.server.ui.Host;
import ai.metta.server.web.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tells the pages what the command line would print: each answer is a command's own document, so
/// that a page and a terminal never differ.
public final class PagesHost implements Host {
  /// As Datadog's API calls them.
  private static final Map<State, String> STATES =
      Map.of(
          State.OK, "OK",
          State.WARNING, "Warn",
          State.CRITICAL, "Alert",
          State.NO_DATA, "No Data");

  private final Commands commands;
  private final Surroundings surroundings;
  private final GlobalOptions options;
  private final LocalDatadog server;
  private final LatestRuns latest;

  /// For the pages of one server.
  ///
  /// @param options of the process; the server itself and its data directory among them
  /// @param key that the server asks for
  /// @param latest what runs of this process came to
  public PagesHost(
      Commands commands,
      Surroundings surroundings,
      GlobalOptions options,
      LocalDatadog server,
      String key,
      LatestRuns latest) {
    this.commands = commands;
    Map<String, String> environment = new LinkedHashMap<>(surroundings.environment());
    environment.put("DD_API_KEY", key);
    environment.put("DD_APP_KEY", key);
    this.surroundings =
        new Surroundings(
            environment,
            surroundings.workingDirectory(),
            surroundings.home(),
            surroundings.clock(),
            surroundings.pause(),
            surroundings.out(),
            surroundings.err(),
            Screen.none());
    this.options = options;
    this.server = server;
    this.latest = latest;
  }

  @Override
  public String collectors() {
    return said("datadog", "status", "-o", "json");
  }

  @Override
  public String latest(String collector) {
    return latest
        .of(collector)
        .orElseThrow(
            () -> new Refusal(404, collector + " did not run since this server was started"));
  }

  @Override
  public String run(String collector) {
    String document = said("datadog", "collect", name(collector), "--push", "-o", "json");
    latest.keep(collector, document);
    return document;
  }

  @Override
  public String health() {
    return said("datadog", "health", "-o", "json");
  }

  @Override
  public String explain(String row) {
    return said("datadog", "health", "explain", name(row), "-o", "json");
  }

  @Override
  public String metric(String name) {
    return said("datadog", "metrics", "describe", name(name), "-o", "json");
  }

  @Override
  public String cost(String metric) {
    return said("datadog", "metrics", "cost", "--stored", "--metric", name(metric), "-o", "json");
  }

  @Override
  public String monitors() {
    Instant now = surroundings.clock().instant();
    List<Map<String, Object>> states =
        server.store().documents().list("monitor").stream()
            .map(document -> state(document, now))
            .toList();
    StringWriter json = new StringWriter();
    JsonList.print(Map.of("states", states), new PrintWriter(json, true));
    return json.toString();
  }

  private Map<String, Object> state(Document document, Instant now) {
    JsonTree monitor = JsonText.read("monitor", document.body().getBytes(StandardCharsets.UTF_8));
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("id", Long.parseLong(document.id()));
    switch (Evaluation.of(monitor, server.store().source(), now)) {
      case Evaluation.Evaluated evaluated -> {
        State worst = evaluated.worst();
        state.put("state", STATES.get(worst));
        worstGroup(evaluated, worst)
            .ifPresent(group -> {
              state.put("group", group);
              Optional.ofNullable(evaluated.values().get(group))
                  .ifPresent(value -> state.put("value", value));
            });
      }
      case Evaluation.NotEvaluated(String why) -> {
        state.put("state", "Unknown");
        state.put("reason", why);
      }
    }
    return state;
  }

  private static Optional<String> worstGroup(Evaluation.Evaluated evaluated, State worst) {
    return evaluated.states().entrySet().stream()
        .filter(group -> group.getValue() == worst)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /// A word from an address is a name, and never an option.
  private static String name(String word) {
    if (word.startsWith("-")) {
      throw new Refusal(404, "There is no " + word);
    }
    return word;
  }

  /// What a command prints.
  ///
  /// @throws Refusal with what it says where it prints nothing
  private String said(String... command) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    StringWriter told = new StringWriter();
    Surroundings around =
        new Surroundings(
            surroundings.environment(),
            surroundings.workingDirectory(),
            surroundings.home(),
            surroundings.clock(),
            surroundings.pause(),
            Output.to(printed),
            new PrintWriter(told, true),
            surroundings.screen());
    List<String> words = new ArrayList<>(List.of(command));
    options.config().ifPresent(file -> words.addAll(List.of("--config", file.toString())));
    options.flags().forEach((key, value) -> words.addAll(List.of("--set", key + "=" + value)));
    int code = commands.run(around, words.toArray(String[]::new));
    String document = printed.toString(StandardCharsets.UTF_8);
    if (document.isBlank()) {
      throw new Refusal(
          code == Exit.USAGE.code() ? 404 : 503,
          told.toString().strip().replaceFirst("^metta: ", ""));
    }
    return document;
  }
}
