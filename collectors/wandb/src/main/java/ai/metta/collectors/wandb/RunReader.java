// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.wandb;

import ai.metta.access.json.Json;
import ai.metta.collectors.wandb.InnerJson.Value;
import ai.metta.collectors.wandb.Run.Machines;
import ai.metta.collectors.wandb.Run.Reading;
import ai.metta.collectors.wandb.WandbApi.Question;
import ai.metta.metric.FailureException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
    Set<Field> untold = EnumSet.noneOf(Field.class);
    Question question =
        Question.of(document, project)
            .with("filters", filters)
            .with("config", config.workloads().nodeKeys())
            .with("summary", summaryKeys())
            .with("first", config.pageSize());
    // A list may move on while it is read: of a run that comes twice the later reading holds.
    Map<String, Run> byId = new LinkedHashMap<>();
    lists.all(question, seen -> seen, this::run, untold).forEach(run -> byId.put(run.id(), run));
    return new Runs(
        List.copyOf(byId.values()), untold, config.types().all(), config.prices(), since);
  }

  private List<String> summaryKeys() {
    return Stream.concat(config.keys().all().stream(), Stream.of(RUNTIME, OWN)).distinct().toList();
  }

  /// The objects that a run's strings hold.
  private record Inside(
      Map<String, Value> config,
      Map<String, Value> summary,
      Map<String, Value> system,
      Reading reading) {
    static Inside of(Json node) {
      try {
        return new Inside(
            members(node.at("config")),
            members(node.at("summaryMetrics")),
            members(node.at("systemMetrics")),
            Reading.GOOD);
      } catch (FailureException broken) {
        return new Inside(Map.of(), Map.of(), Map.of(), Reading.BROKEN);
      }
    }

    private static Map<String, Value> members(Json text) {
      return text.text()
          .filter(json -> !json.isBlank())
          .map(json -> InnerJson.members(text.toString(), json))
          .orElse(Map.of());
    }
  }

  private Run run(Json node) {
    String id = node.at("name").required(Json::text);
    String displayed = node.at("displayName").text().orElse(id);
    Inside inside = Inside.of(node);
    Optional<Long> nodes = nodes(node, inside.config());
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
        computed(node, inside.summary()),
        new Machines(
            node.at("runInfo", "gpuCount").whole().filter(count -> count >= 0),
            node.at("runInfo", "gpu").text().filter(RunReader::says),
            config.workloads().nodes(displayed, nodes)),
        GpuUtilisation.mean(inside.system()),
        node.at("user", "username").text().filter(RunReader::says),
        config.keys().read(inside.summary()),
        inside.reading());
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

  /// What the service counted; where that is nothing, what the run itself did.
  private static Optional<Duration> computed(Json node, Map<String, Value> summary) {
    Optional<Double> counted = node.at("computeSeconds").number();
    return counted
        .filter(seconds -> seconds > 0)
        .or(() -> number(summary, RUNTIME))
        .or(() ->
            summary.get(OWN) instanceof Value.Members members
                ? members.number("runtime")
                : Optional.empty())
        .or(() -> counted)
        .filter(seconds -> seconds >= 0)
        .map(seconds -> Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private static Optional<Double> number(Map<String, Value> members, String key) {
    return new Value.Members(members).number(key);
  }

  private Optional<Long> nodes(Json node, Map<String, Value> told) {
    return config.workloads().nodeKeys().stream()
        .flatMap(key ->
            told.get(key) instanceof Value.Members entry
                ? entry.number("value").stream()
                : Stream.<Double>empty())
        .filter(count -> count >= 1 && count == Math.rint(count))
        .map(Double::longValue)
        .findFirst()
        .or(() -> taggedNodes(node));
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
