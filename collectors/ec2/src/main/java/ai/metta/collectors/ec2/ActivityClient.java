// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.collectors.ec2;

import ai.metta.access.http.Pages;
import ai.metta.collectors.ec2.Activity.Gauge;
import ai.metta.metric.Failure;
import ai.metta.metric.FailureException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;
import software.amazon.awssdk.services.cloudwatch.model.RecentlyActive;
import software.amazon.awssdk.services.cloudwatch.model.StatusCode;

/// What CloudWatch tells of the last hour of one region's instances.
record ActivityClient(CloudWatchClient cloudWatch, String region) {
  /// The agent's metric of a GPU, which it sends where it is told to.
  private static final String AGENT = "CWAgent";

  private static final String GPU = "nvidia_smi_utilization_gpu";
  private static final String INSTANCE = "InstanceId";
  private static final String WHICH_GPU = "index";
  private static final int MOST_QUERIES = 500;
  private static final int MOST_PAGES = 1_000;

  /// The CPU utilisation of each instance that has any.
  Map<String, List<Double>> cpu(List<Instance> instances, Instant asOf) {
    List<Metric> metrics =
        instances.stream()
            .map(instance ->
                Metric.builder()
                    .namespace("AWS/EC2")
                    .metricName("CPUUtilization")
                    .dimensions(Dimension.builder().name(INSTANCE).value(instance.id()).build())
                    .build())
            .toList();
    Map<String, List<Double>> byInstance = new HashMap<>();
    points(metrics, asOf)
        .forEach((metric, points) -> byInstance.put(value(metric, INSTANCE).orElseThrow(), points));
    return byInstance;
  }

  /// The utilisation of each GPU of these instances that an agent tells.
  Map<String, List<Gauge>> gpus(List<Instance> instances, Instant asOf) {
    Set<String> asked = instances.stream().map(Instance::id).collect(Collectors.toSet());
    List<Metric> metrics =
        asked.isEmpty()
            ? List.of()
            : agentMetrics().stream()
                .filter(metric -> value(metric, INSTANCE).filter(asked::contains).isPresent())
                .toList();
    Map<String, List<Gauge>> byInstance = new HashMap<>();
    points(metrics, asOf)
        .forEach((metric, points) ->
            byInstance
                .computeIfAbsent(value(metric, INSTANCE).orElseThrow(), _ -> new ArrayList<>())
                .add(new Gauge(value(metric, WHICH_GPU), points)));
    return byInstance;
  }

  /// The agent's dimensions are as configured on each machine, so that they have to be asked for.
  private List<Metric> agentMetrics() {
    Refusals asking = new Refusals(Permission.LIST_METRICS, region);
    return new Pages(asking.what(), MOST_PAGES)
        .all(token -> {
          var answer =
              asking.ask(() ->
                  cloudWatch.listMetrics(ask ->
                      ask.namespace(AGENT)
                          .metricName(GPU)
                          .recentlyActive(RecentlyActive.PT3_H)
                          .nextToken(token.orElse(null))));
          return asking.page(answer.hasMetrics(), answer.metrics(), answer.nextToken());
        });
  }

  private static Optional<String> value(Metric metric, String dimension) {
    return metric.dimensions().stream()
        .filter(one -> dimension.equals(one.name()))
        .map(Dimension::value)
        .findFirst();
  }

  private Map<Metric, List<Double>> points(List<Metric> metrics, Instant asOf) {
    Map<Metric, List<Double>> points = new HashMap<>();
    RegionClient.chunks(metrics.stream().distinct().toList(), MOST_QUERIES)
        .forEach(chunk -> points.putAll(chunk(chunk, asOf)));
    return points;
  }

  private Map<Metric, List<Double>> chunk(List<Metric> metrics, Instant asOf) {
    List<MetricDataQuery> queries = new ArrayList<>();
    for (int index = 0; index < metrics.size(); index++) {
      queries.add(query("m" + index, metrics.get(index)));
    }
    Instant until = asOf.minusMillis(Math.floorMod(asOf.toEpochMilli(), IdleRule.STEP.toMillis()));
    Refusals asking = new Refusals(Permission.GET_METRIC_DATA, region);
    List<MetricDataResult> results =
        new Pages(asking.what(), MOST_PAGES)
            .all(token -> {
              var answer =
                  asking.ask(() ->
                      cloudWatch.getMetricData(ask ->
                          ask.metricDataQueries(queries)
                              .startTime(until.minus(IdleRule.HOUR))
                              .endTime(until)
                              .nextToken(token.orElse(null))));
              return asking.page(
                  answer.hasMetricDataResults(), answer.metricDataResults(), answer.nextToken());
            });
    Map<String, List<Double>> byId = whole(asking, results);
    Map<Metric, List<Double>> points = new HashMap<>();
    for (int index = 0; index < metrics.size(); index++) {
      points.put(metrics.get(index), byId.getOrDefault("m" + index, List.of()));
    }
    return points;
  }

  /// Of GPUs that are told together, one that works is lost in the average of those that do not.
  private static MetricDataQuery query(String id, Metric metric) {
    boolean together = GPU.equals(metric.metricName()) && value(metric, WHICH_GPU).isEmpty();
    return MetricDataQuery.builder()
        .id(id)
        .returnData(true)
        .metricStat(how ->
            how.metric(metric)
                .period(Math.toIntExact(IdleRule.STEP.toSeconds()))
                .stat(together ? "Maximum" : "Average"))
        .build();
  }

  /// What several pages tell of one query, together. The last of them says whether that is all.
  ///
  /// @throws FailureException where it is not: half an hour's values look like a quiet hour's
  private static Map<String, List<Double>> whole(Refusals asking, List<MetricDataResult> results) {
    Map<String, List<Double>> points = new HashMap<>();
    Map<String, String> last = new HashMap<>();
    for (MetricDataResult result : results) {
      String id = asking.required(result.id(), "points without the id of their query");
      points.computeIfAbsent(id, _ -> new ArrayList<>()).addAll(result.values());
      last.put(id, String.valueOf(result.statusCodeAsString()));
    }
    last.values().stream()
        .filter(status -> !status.equals(StatusCode.COMPLETE.toString()))
        .findFirst()
        .ifPresent(status -> {
          throw new FailureException(
              new Failure.Service(
                  asking.what() + ": CloudWatch did not tell all of it (" + status + ")",
                  Failure.Service.Retry.MAY_HELP));
        });
    return points;
  }
}
