// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.json.Json;
import ai.metta.collectors.wandb.Lists.Listed;
import ai.metta.collectors.wandb.Run.Machines;
import ai.metta.collectors.wandb.Run.Reading;
import ai.metta.collectors.wandb.WandbApi.Question;
import ai.metta.collectors.wandb.Workloads.Nodes;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads the runs of a project.
///
/// @param since what happened later has not been told by an earlier run of the collector
record RunReader(Lists lists, WandbConfig config, Project project, Instant since) {
  private static final Pattern NODES = Pattern.compile("nodes:(\\d{1,6})");
  private static final Pattern ZONELESS =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?");
  private static final String RUNTIME = "_runtime";
  private static final String OWN = "_wandb";

  /// @param document that lists runs
  Runs read(Document document, String filters) {
    Question question =
        Question.of(document, project)
            .with("filters", filters)
            .with("config", config.workloads().nodeKeys())
            .with("summary", summaryKeys())
            .with("first", config.pageSize());
    // A list may move on while it is read: of a run that comes twice the later reading holds.
    Map<String, Run> byId = new LinkedHashMap<>();
    Listed<Run> listed = lists.all(question, seen -> seen, this::run);
    listed.items().forEach(run -> byId.put(run.id(), run));
    return new Runs(
        List.copyOf(byId.values()), listed.untold(), config.types(), config.prices(), since);
  }

  private List<String> summaryKeys() {
    return Stream.concat(config.keys().all().stream(), Stream.of(RUNTIME, OWN)).distinct().toList();
  }

  private Run run(Json node) {
    String id = node.at("name").required(Json::text);
    String displayed = node.at("displayName").text().orElse(id);
    Optional<Json> summary = InnerJson.object(node.at("summaryMetrics"));
    Optional<Json> system = InnerJson.object(node.at("systemMetrics"));
    Nodes nodes = nodes(node);
    boolean unclear = summary.isEmpty() || system.isEmpty() || nodes instanceof Nodes.Unclear;
    return new Run(
        id,
        displayed,
        RunState.of(node.at("state").text()),
        config
            .types()
            .of(displayed, node.at("sweepName").text().filter(RunReader::says).isPresent()),
        config.workloads().of(displayed, nodes),
        node.at("createdAt").required(RunReader::time),
        time(node.at("heartbeatAt")),
        computed(node, summary),
        new Machines(
            node.at("runInfo", "gpuCount").whole().filter(count -> count >= 0),
            node.at("runInfo", "gpu").text().filter(RunReader::says),
            config.workloads().number(displayed, nodes)),
        system.flatMap(GpuUtilisation::mean),
        node.at("user", "username").text().filter(RunReader::says),
        summary.map(config.keys()::read).orElse(Figures.NONE),
        unclear ? Reading.BROKEN : Reading.GOOD);
  }

  private static boolean says(String text) {
    return !text.isBlank();
  }

  /// Older servers leave out the zone, which is UTC.
  private static Optional<Instant> time(Json json) {
    Optional<String> zoneless =
        json.isText()
            ? json.text().filter(text -> ZONELESS.matcher(text).matches())
            : Optional.empty();
    try {
      return zoneless.isPresent() ? zoneless.map(text -> Instant.parse(text + "Z")) : json.time();
    } catch (DateTimeException noSuchDay) {
      return json.time();
    }
  }

  /// What the service counted; where that is nothing, what the run itself did, if that can be read.
  private static Optional<Duration> computed(Json node, Optional<Json> summary) {
    Optional<Double> counted = node.at("computeSeconds").number();
    return counted
        .filter(seconds -> seconds > 0)
        .or(() -> summary.flatMap(told -> InnerJson.number(told.at(RUNTIME))))
        .or(() -> summary.flatMap(told -> InnerJson.number(told.at(OWN, "runtime"))))
        .or(() -> counted.filter(_ -> summary.isPresent()))
        .filter(seconds -> seconds >= 0)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private Nodes nodes(Json node) {
    Optional<Json> own = InnerJson.object(node.at("config"));
    List<Json> told =
        own.stream()
            .flatMap(entries ->
                config.workloads().nodeKeys().stream().map(key -> entries.at(key, "value")))
            .filter(value -> !value.isNothing())
            .toList();
    return told.stream()
        .flatMap(value -> count(value).stream())
        .findFirst()
        .or(() -> taggedNodes(node))
        .<Nodes>map(Nodes.Told::new)
        .orElse(own.isPresent() && told.isEmpty() ? new Nodes.Untold() : new Nodes.Unclear());
  }

  private static Optional<Long> count(Json value) {
    return InnerJson.number(value)
        .filter(number -> number >= 1 && number == Math.rint(number))
        .map(Double::longValue);
  }

  private static Optional<Long> taggedNodes(Json node) {
    return node.at("tags").items().stream()
        .flatMap(tag -> tag.text().stream())
        .map(NODES::matcher)
        .filter(Matcher::matches)
        .map(tag -> Long.parseLong(tag.group(1)))
        .filter(count -> count >= 1)
        .findFirst();
  }
}
