// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0
package ai.metta.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.datadog.api.client.ApiClient;
import com.datadog.api.client.ApiException;
import com.datadog.api.client.v1.api.AuthenticationApi;
import com.datadog.api.client.v1.api.DashboardsApi;
import com.datadog.api.client.v1.api.EventsApi;
import com.datadog.api.client.v1.api.MonitorsApi;
import com.datadog.api.client.v1.api.ServiceChecksApi;
import com.datadog.api.client.v1.model.Dashboard;
import com.datadog.api.client.v1.model.DashboardLayoutType;
import com.datadog.api.client.v1.model.DistributionPointItem;
import com.datadog.api.client.v1.model.DistributionPointsPayload;
import com.datadog.api.client.v1.model.DistributionPointsSeries;
import com.datadog.api.client.v1.model.EventCreateRequest;
import com.datadog.api.client.v1.model.MetricMetadata;
import com.datadog.api.client.v1.model.MetricsPayload;
import com.datadog.api.client.v1.model.MetricsQueryMetadata;
import com.datadog.api.client.v1.model.Monitor;
import com.datadog.api.client.v1.model.MonitorType;
import com.datadog.api.client.v1.model.MonitorUpdateRequest;
import com.datadog.api.client.v1.model.NoteWidgetDefinition;
import com.datadog.api.client.v1.model.NoteWidgetDefinitionType;
import com.datadog.api.client.v1.model.Series;
import com.datadog.api.client.v1.model.ServiceCheck;
import com.datadog.api.client.v1.model.ServiceCheckStatus;
import com.datadog.api.client.v1.model.Widget;
import com.datadog.api.client.v1.model.WidgetDefinition;
import com.datadog.api.client.v2.model.FormulaLimit;
import com.datadog.api.client.v2.model.MetricContentEncoding;
import com.datadog.api.client.v2.model.MetricIntakeType;
import com.datadog.api.client.v2.model.MetricPayload;
import com.datadog.api.client.v2.model.MetricPoint;
import com.datadog.api.client.v2.model.MetricResource;
import com.datadog.api.client.v2.model.MetricSeries;
import com.datadog.api.client.v2.model.MetricsAggregator;
import com.datadog.api.client.v2.model.MetricsDataSource;
import com.datadog.api.client.v2.model.MetricsScalarQuery;
import com.datadog.api.client.v2.model.MetricsTimeseriesQuery;
import com.datadog.api.client.v2.model.QueryFormula;
import com.datadog.api.client.v2.model.ScalarFormulaQueryRequest;
import com.datadog.api.client.v2.model.ScalarFormulaRequest;
import com.datadog.api.client.v2.model.ScalarFormulaRequestAttributes;
import com.datadog.api.client.v2.model.ScalarFormulaRequestType;
import com.datadog.api.client.v2.model.ScalarQuery;
import com.datadog.api.client.v2.model.TimeseriesFormulaQueryRequest;
import com.datadog.api.client.v2.model.TimeseriesFormulaRequest;
import com.datadog.api.client.v2.model.TimeseriesFormulaRequestAttributes;
import com.datadog.api.client.v2.model.TimeseriesFormulaRequestType;
import com.datadog.api.client.v2.model.TimeseriesQuery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Datadog's own client, unchanged, finds what it expects.
class OfficialClientTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:00:00Z");
  private static final long START = NOW.getEpochSecond() - 600;

  @TempDir private Path folder;
  private LocalDatadog server;
  private ApiClient client;

  @BeforeEach
  void start() throws IOException {
    server = LocalDatadog.start(LocalDatadog.Options.in(folder), InstantSource.fixed(NOW));
    client = new ApiClient();
    client.setBasePath(server.url().toString());
    client.setServerIndex(null);
    client.configureApiKeys(new HashMap<>(Map.of("apiKeyAuth", "any", "appKeyAuth", "any")));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void seriesAreSubmittedAndQueriedInBothVersions() throws ApiException {
    submit("jobs", 10, 20, 30);
    submit("jobs.failed", 1, 2, 3);
    var answer =
        new com.datadog.api.client.v1.api.MetricsApi(client)
            .queryMetrics(START, START + 180, "sum:jobs{env:test} by {host}.rollup(avg, 60)");
    assertThat(answer.getStatus()).isEqualTo("ok");
    assertThat(answer.getSeries()).hasSize(1);
    MetricsQueryMetadata series = answer.getSeries().getFirst();
    assertThat(series.getMetric()).isEqualTo("jobs");
    assertThat(series.getScope()).isEqualTo("host:Box-1");
    assertThat(series.getTagSet()).containsExactly("host:Box-1");
    assertThat(series.getAggr()).isEqualTo("sum");
    assertThat(series.getPointlist()).extracting(List::getLast).containsExactly(10.0, 20.0, 30.0);
    assertThat(series.getUnit().getFirst().getName()).isEqualTo("job");

    var timeseries =
        new com.datadog.api.client.v2.api.MetricsApi(client)
            .queryTimeseriesData(
                new TimeseriesFormulaQueryRequest(
                    new TimeseriesFormulaRequest(
                        new TimeseriesFormulaRequestAttributes(
                                START * 1000,
                                List.of(
                                    named("a", "sum:jobs.failed{*}"), named("b", "sum:jobs{*}")),
                                (START + 180) * 1000)
                            .interval(60_000L)
                            .formulas(List.of(new QueryFormula("a / b * 100"))),
                        TimeseriesFormulaRequestType.TIMESERIES_REQUEST)));
    var attributes = timeseries.getData().getAttributes();
    assertThat(attributes.getTimes())
        .containsExactly(START * 1000, (START + 60) * 1000, (START + 120) * 1000);
    assertThat(attributes.getValues()).containsExactly(List.of(10.0, 10.0, 10.0));
    assertThat(attributes.getSeries().getFirst().getQueryIndex()).isZero();

    var scalar =
        new com.datadog.api.client.v2.api.MetricsApi(client)
            .queryScalarData(
                new ScalarFormulaQueryRequest(
                    new ScalarFormulaRequest(
                        new ScalarFormulaRequestAttributes(
                                START * 1000,
                                List.of(
                                    new ScalarQuery(
                                        new MetricsScalarQuery(
                                                MetricsAggregator.MAX,
                                                MetricsDataSource.METRICS,
                                                "sum:jobs{*} by {host}")
                                            .name("a"))),
                                (START + 180) * 1000)
                            .formulas(
                                List.of(new QueryFormula("a").limit(new FormulaLimit().count(5)))),
                        ScalarFormulaRequestType.SCALAR_REQUEST)));
    var columns = scalar.getData().getAttributes().getColumns();
    assertThat(columns).hasSize(2);
    assertThat(columns.get(0).getGroupScalarColumn().getName()).isEqualTo("host");
    assertThat(columns.get(0).getGroupScalarColumn().getValues()).containsExactly(List.of("Box-1"));
    assertThat(columns.get(1).getDataScalarColumn().getValues()).containsExactly(30.0);
  }

  @Test
  void theFirstVersionsSeriesAndChecksAreTakenToo() throws ApiException {
    new com.datadog.api.client.v1.api.MetricsApi(client)
        .submitMetrics(
            new MetricsPayload(
                List.of(
                    new Series("old", List.of(List.of((double) START, 4.0)))
                        .type("count")
                        .interval(60L)
                        .host("h")
                        .tags(List.of("a:b")))));
    new ServiceChecksApi(client)
        .submitServiceCheck(
            List.of(new ServiceCheck("app.ok", "h", ServiceCheckStatus.WARNING, List.of("a:b"))));
    assertThat(values("sum:old{host:h,a:b}.as_count()")).containsExactly(4.0);
    assertThat(values("max:app.ok{*}")).containsExactly(1.0);
  }

  @Test
  void distributionsHavePercentiles() throws ApiException {
    new com.datadog.api.client.v1.api.MetricsApi(client)
        .submitDistributionPoints(
            new DistributionPointsPayload(
                List.of(
                    new DistributionPointsSeries(
                        "latency",
                        List.of(
                            List.of(
                                new DistributionPointItem((double) START),
                                new DistributionPointItem(
                                    IntStream.rangeClosed(1, 1000)
                                        .asDoubleStream()
                                        .boxed()
                                        .toList())))))));
    assertThat(values("p99:latency{*}").getFirst()).isCloseTo(990, within(10.0));
    assertThat(values("avg:latency{*}").getFirst()).isCloseTo(500.5, within(1e-9));
    assertThat(values("count:latency{*}")).containsExactly(1000.0);
  }

  @Test
  void metadataIsReadAndWritten() throws ApiException {
    submit("jobs", 1);
    var metrics = new com.datadog.api.client.v1.api.MetricsApi(client);
    metrics.updateMetricMetadata(
        "jobs", new MetricMetadata().description("Jobs that run").perUnit("second"));
    MetricMetadata read = metrics.getMetricMetadata("jobs");
    assertThat(read.getDescription()).isEqualTo("Jobs that run");
    assertThat(read.getUnit()).isEqualTo("job");
    assertThat(read.getPerUnit()).isEqualTo("second");
    assertThat(read.getType()).isEqualTo("gauge");
    assertThat(metrics.listActiveMetrics(START - 60).getMetrics()).containsExactly("jobs");
    assertThatThrownBy(() -> metrics.getMetricMetadata("nothing"))
        .isInstanceOfSatisfying(
            ApiException.class, refused -> assertThat(refused.getCode()).isEqualTo(404));
  }

  @Test
  void dashboardsAreKept() throws ApiException {
    DashboardsApi dashboards = new DashboardsApi(client);
    Dashboard sent =
        new Dashboard(
            DashboardLayoutType.ORDERED,
            "Fleet",
            List.of(
                new Widget(
                    new WidgetDefinition(
                        new NoteWidgetDefinition("Hello", NoteWidgetDefinitionType.NOTE)))));
    Dashboard created = dashboards.createDashboard(sent);
    assertThat(created.getId()).matches("\\w{3}-\\w{3}-\\w{3}");
    assertThat(created.getWidgets().getFirst().getId()).isNotNull();
    assertThat(dashboards.getDashboard(created.getId()).getTitle()).isEqualTo("Fleet");
    dashboards.updateDashboard(created.getId(), sent.title("Fleets"));
    assertThat(dashboards.listDashboards().getDashboards())
        .singleElement()
        .satisfies(one -> assertThat(one.getTitle()).isEqualTo("Fleets"));
    assertThat(dashboards.deleteDashboard(created.getId()).getDeletedDashboardId())
        .isEqualTo(created.getId());
    assertThat(dashboards.listDashboards().getDashboards()).isEmpty();
  }

  @Test
  void monitorsAreCheckedAndKept() throws ApiException {
    MonitorsApi monitors = new MonitorsApi(client);
    Monitor sent =
        new Monitor("avg(last_5m):avg:jobs{*} by {host} > 5", MonitorType.METRIC_ALERT)
            .name("Jobs");
    assertThat(monitors.validateMonitor(sent)).isNotNull();
    Monitor created = monitors.createMonitor(sent);
    assertThat(created.getMulti()).isTrue();
    assertThat(monitors.getMonitor(created.getId()).getName()).isEqualTo("Jobs");
    assertThatThrownBy(() -> monitors.createMonitor(sent))
        .hasMessageContaining("Duplicate of an existing monitor_id:" + created.getId());
    monitors.updateMonitor(created.getId(), new MonitorUpdateRequest().name("More jobs"));
    assertThat(monitors.listMonitors())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.getName()).isEqualTo("More jobs");
          assertThat(one.getQuery()).isEqualTo(sent.getQuery());
        });
    monitors.deleteMonitor(created.getId());
    assertThat(monitors.listMonitors()).isEmpty();
    assertThatThrownBy(() ->
            monitors.validateMonitor(
                new Monitor("avg(last_5m):avg:jobs{* > 5", MonitorType.METRIC_ALERT)))
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(400);
              assertThat(refused.getResponseBody()).contains("position 25");
            });
  }

  @Test
  void eventsArePostedAndListed() throws ApiException {
    EventsApi events = new EventsApi(client);
    var posted =
        events.createEvent(
            new EventCreateRequest("It's up", "Released").tags(List.of("env:test", "team:a")));
    assertThat(posted.getStatus()).isEqualTo("ok");
    var listed = events.listEvents(START - 60, NOW.getEpochSecond());
    assertThat(listed.getEvents())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.getTitle()).isEqualTo("Released");
          assertThat(one.getTags()).containsExactly("env:test", "team:a");
        });
  }

  @Test
  void aKeyIsAskedForAsThere() throws ApiException {
    assertThat(new AuthenticationApi(client).validate().getValid()).isTrue();
    ApiClient keyless = new ApiClient();
    keyless.setBasePath(server.url().toString());
    keyless.setServerIndex(null);
    assertThatThrownBy(() -> new AuthenticationApi(keyless).validate())
        .isInstanceOfSatisfying(
            ApiException.class,
            refused -> {
              assertThat(refused.getCode()).isEqualTo(403);
              assertThat(refused.getResponseBody()).contains("API key required");
            });
  }

  private static TimeseriesQuery named(String name, String query) {
    return new TimeseriesQuery(
        new MetricsTimeseriesQuery(MetricsDataSource.METRICS, query).name(name));
  }

  /// One value a minute from the start on. Each encoding that Datadog's API takes, as its client
  /// writes it.
  @ParameterizedTest
  @ValueSource(strings = {"gzip", "deflate", "zstd1"})
  void seriesComeInEveryEncoding(String encoding) throws ApiException {
    submit(MetricContentEncoding.fromValue(encoding), "jobs", 10, 20, 30);
    assertThat(values("sum:jobs{*}")).containsExactly(10.0, 20.0, 30.0);
  }

  private void submit(String metric, double... values) throws ApiException {
    submit(MetricContentEncoding.DEFLATE, metric, values);
  }

  private void submit(MetricContentEncoding encoding, String metric, double... values)
      throws ApiException {
    List<MetricPoint> points =
        IntStream.range(0, values.length)
            .mapToObj(i -> new MetricPoint().timestamp(START + i * 60L).value(values[i]))
            .toList();
    var accepted =
        new com.datadog.api.client.v2.api.MetricsApi(client)
            .submitMetrics(
                new MetricPayload(
                    List.of(
                        new MetricSeries(metric, points)
                            .type(MetricIntakeType.GAUGE)
                            .unit("job")
                            .tags(List.of("env:test"))
                            .resources(List.of(new MetricResource().type("host").name("Box-1"))))),
                new com.datadog.api.client.v2.api.MetricsApi.SubmitMetricsOptionalParameters()
                    .contentEncoding(encoding));
    assertThat(accepted.getErrors()).isEmpty();
  }

  private List<Double> values(String query) throws ApiException {
    return new com.datadog.api.client.v1.api.MetricsApi(client)
        .queryMetrics(START, START + 660, query).getSeries().stream()
            .flatMap(series -> series.getPointlist().stream())
            .map(List::getLast)
            .toList();
  }
}
