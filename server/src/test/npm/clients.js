// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

// Datadog's npm clients against a local server, whose address is the argument. Ends with 1 at the
// first answer that is not as they expect.
import assert from "node:assert/strict";
import { client, v1, v2 } from "@datadog/datadog-api-client";
import { metricsAgainst } from "./metrics.js";

const url = process.argv[2];
const minute = Math.floor(Date.now() / 60_000) * 60;
const start = minute - 600;
const end = minute + 300;

function configured(authMethods) {
  return client.createConfiguration({
    authMethods,
    baseServer: new client.BaseServerConfiguration(url, {}),
  });
}

const configuration = configured({ apiKeyAuth: "any", appKeyAuth: "any" });
const reading = new v1.MetricsApi(configuration);
const metrics = new v2.MetricsApi(configuration);

async function refused(call, status, words) {
  await assert.rejects(call, (error) => {
    assert.equal(error.code, status);
    assert.match(error.body.errors.join(), words);
    return true;
  });
}

// What no client would send.
async function raw(method, path, body) {
  const answer = await fetch(url + path, {
    method,
    headers: {
      "Content-Type": "application/json",
      "DD-API-KEY": "any",
      "DD-APPLICATION-KEY": "any",
    },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

async function lines(query) {
  const answer = await reading.queryMetrics({ from: start, to: end, query });
  assert.equal(answer.status, "ok");
  return answer.series.map((series) => [series.scope, ...series.pointlist.map((point) => point[1])]);
}

async function keysAreAskedFor() {
  const authentication = new v1.AuthenticationApi(configuration);
  assert.equal((await authentication.validate()).valid, true);
  await refused(() => new v1.AuthenticationApi(configured({})).validate(), 403, /API key required/);
  const keyed = new v1.DashboardsApi(configured({ apiKeyAuth: "any" }));
  await refused(() => keyed.listDashboards(), 403, /Application key required/);
}

async function seriesAreTaken() {
  for (const contentEncoding of [undefined, "gzip", "deflate"]) {
    const points = [0, 60, 120].map((offset) => ({ timestamp: start + offset, value: offset + 1 }));
    const accepted = await metrics.submitMetrics({
      contentEncoding,
      body: {
        series: [
          {
            metric: "npm.jobs",
            type: 3,
            unit: "job",
            tags: [`encoding:${contentEncoding ?? "none"}`],
            resources: [{ type: "host", name: "Box-1" }],
            points,
          },
        ],
      },
    });
    assert.deepEqual(accepted.errors, []);
  }
  const counted = await reading.submitMetrics({
    body: {
      series: [
        {
          metric: "npm.requests",
          type: "count",
          interval: 60,
          host: "box-1",
          points: [
            [start, 30],
            [start + 60, 90],
          ],
        },
      ],
    },
  });
  assert.equal(counted.status, "ok");
  const distributed = await reading.submitDistributionPoints({
    contentEncoding: "deflate",
    body: {
      series: [{ metric: "npm.latency", points: [[start, Array.from({ length: 1000 }, (_, i) => i + 1)]] }],
    },
  });
  assert.equal(distributed.status, "ok");
  await refused(
    () => metrics.submitMetrics({ body: { series: [{ metric: "1st", points: [{ timestamp: start, value: 1 }] }] } }),
    400,
    /1st/,
  );
}

async function queriesAreAnswered() {
  assert.deepEqual(await lines("avg:npm.jobs{encoding:gzip}.rollup(avg, 60)"), [["*", 1, 61, 121]]);
  // A grouped gauge holds its last value for five minutes.
  const held = [1, 61, 121, 121, 121, 121, 121, 121];
  assert.deepEqual(await lines("sum:npm.jobs{host:box-1} by {encoding}.rollup(max, 60)"), [
    ["encoding:deflate", ...held],
    ["encoding:gzip", ...held],
    ["encoding:none", ...held],
  ]);
  assert.deepEqual(await lines("sum:npm.requests{*}.as_rate().rollup(sum, 60)"), [["*", 0.5, 1.5]]);
  const [[, p99]] = await lines("p99:npm.latency{*}.rollup(60)");
  assert.ok(Math.abs(p99 - 990) <= 10, `p99 is ${p99}`);
  assert.deepEqual(await lines("avg:npm.nothing{*}"), []);
  await refused(() => lines("avg:npm.jobs{"), 400, /position 14/);

  const queries = [
    { dataSource: "metrics", name: "a", query: "sum:npm.jobs{*}.rollup(avg, 60)" },
    { dataSource: "metrics", name: "b", query: "count:npm.jobs{*}.rollup(avg, 60)" },
  ];
  const timeseries = await metrics.queryTimeseriesData({
    body: {
      data: {
        type: "timeseries_request",
        attributes: { from: start * 1000, to: (start + 180) * 1000, formulas: [{ formula: "a / b" }], queries },
      },
    },
  });
  const { series, times, values } = timeseries.data.attributes;
  assert.deepEqual(times, [0, 60, 120].map((offset) => (start + offset) * 1000));
  assert.deepEqual(values, [[1, 61, 121]]);
  assert.deepEqual(series[0].groupTags, []);

  const scalar = await metrics.queryScalarData({
    body: {
      data: {
        type: "scalar_request",
        attributes: {
          from: start * 1000,
          to: (start + 180) * 1000,
          formulas: [{ formula: "a", limit: { count: 2, order: "desc" } }],
          queries: [
            {
              dataSource: "metrics",
              name: "a",
              aggregator: "sum",
              query: "sum:npm.jobs{*} by {encoding}.rollup(avg, 60)",
            },
          ],
        },
      },
    },
  });
  const [group, number] = scalar.data.attributes.columns;
  assert.equal(group.name, "encoding");
  assert.equal(group.values.length, 2);
  assert.deepEqual(number.values, [183, 183]);
  assert.equal(number.meta.unit[0].name, "job");
}

async function metadataIsKept() {
  await reading.updateMetricMetadata({
    metricName: "npm.jobs",
    body: { description: "Jobs that run", perUnit: "hour", shortName: "jobs" },
  });
  const read = await reading.getMetricMetadata({ metricName: "npm.jobs" });
  assert.deepEqual(
    [read.type, read.unit, read.perUnit, read.description, read.shortName],
    ["gauge", "job", "hour", "Jobs that run", "jobs"],
  );
  const active = await reading.listActiveMetrics({ from: start - 60 });
  assert.deepEqual(active.metrics.filter((name) => name.startsWith("npm.")).sort(), [
    "npm.jobs",
    "npm.latency",
    "npm.requests",
  ]);
  const listed = await metrics.listTagConfigurations({ windowSeconds: 3600 });
  assert.ok(listed.data.some((one) => one.id === "npm.jobs"));
  await refused(() => reading.getMetricMetadata({ metricName: "npm.nothing" }), 404, /not found/);
}

async function dashboardsAreKept() {
  const dashboards = new v1.DashboardsApi(configuration);
  const body = {
    title: "Fleet",
    description: "All of it",
    layoutType: "ordered",
    templateVariables: [{ name: "env", prefix: "env", defaults: ["prod"] }],
    widgets: [
      { definition: { type: "note", content: "Hello" } },
      {
        definition: {
          type: "timeseries",
          title: "Jobs",
          requests: [
            {
              responseFormat: "timeseries",
              queries: [{ dataSource: "metrics", name: "a", query: "sum:npm.jobs{$env} by {host}" }],
              formulas: [{ formula: "a" }],
              displayType: "bars",
            },
          ],
        },
      },
    ],
  };
  const created = await dashboards.createDashboard({ body });
  assert.match(created.id, /^\w{3}-\w{3}-\w{3}$/);
  assert.ok(created.widgets.every((widget) => Number.isInteger(widget.id)));
  const read = await dashboards.getDashboard({ dashboardId: created.id });
  assert.equal(read.widgets[1].definition.requests[0].queries[0].query, "sum:npm.jobs{$env} by {host}");
  assert.deepEqual(read.templateVariables[0].defaults, ["prod"]);
  await dashboards.updateDashboard({ dashboardId: created.id, body: { ...body, title: "Fleets" } });
  const { dashboards: listed } = await dashboards.listDashboards();
  assert.deepEqual(
    listed.map((one) => [one.id, one.title]),
    [[created.id, "Fleets"]],
  );
  const deleted = await dashboards.deleteDashboard({ dashboardId: created.id });
  assert.equal(deleted.deletedDashboardId, created.id);
  await refused(() => dashboards.getDashboard({ dashboardId: created.id }), 404, /not found/);
}

async function monitorsAreKept() {
  const monitors = new v1.MonitorsApi(configuration);
  const body = {
    name: "Jobs",
    type: "metric alert",
    query: "avg(last_5m):avg:npm.jobs{*} by {host} > 5",
    message: "Too many",
    tags: ["team:a"],
    options: { thresholds: { critical: 5, warning: 3 }, notifyNoData: true, noDataTimeframe: 10 },
  };
  await monitors.validateMonitor({ body });
  await refused(
    () => monitors.validateMonitor({ body: { ...body, query: "avg(last_5m):avg:npm.jobs{* > 5" } }),
    400,
    /position/,
  );
  const created = await monitors.createMonitor({ body });
  assert.equal(created.multi, true);
  assert.equal(created.options.thresholds.warning, 3);
  await monitors.validateExistingMonitor({ monitorId: created.id, body });
  assert.equal((await monitors.getMonitor({ monitorId: created.id })).query, body.query);
  await monitors.updateMonitor({ monitorId: created.id, body: { name: "More jobs" } });
  // Datadog's own packages have an amount as a text, which no client reads.
  const packaged = await raw("POST", "/api/v1/monitor", {
    name: "Packaged",
    type: "query alert",
    query: "avg(last_5m):avg:npm.other{*} > 5",
    options: { renotify_interval: "0" },
  });
  const listed = await monitors.listMonitors();
  assert.deepEqual(
    listed.map((one) => [one.name, one.message, one.tags]).sort(),
    [["More jobs", "Too many", ["team:a"]], ["Packaged", "", []]],
  );
  assert.equal(listed.find((one) => one.name === "Packaged").options.renotifyInterval, 0);
  await monitors.deleteMonitor({ monitorId: packaged.id });
  assert.equal((await monitors.deleteMonitor({ monitorId: created.id })).deletedMonitorId, created.id);
  await refused(() => monitors.getMonitor({ monitorId: created.id }), 404, /not found/);
}

async function eventsAreKept() {
  const events = new v1.EventsApi(configuration);
  const posted = await events.createEvent({ body: { title: "Released", text: "It's up", tags: ["env:npm"] } });
  assert.equal(posted.status, "ok");
  const listed = await events.listEvents({ start, end, tags: "env:npm" });
  assert.deepEqual(
    listed.events.map((one) => one.title),
    ["Released"],
  );
  const found = await new v2.EventsApi(configuration).searchEvents({
    body: { filter: { query: "env:npm", from: "now-1h", to: "now" } },
  });
  assert.equal(found.data.length, 1);
}

for (const step of [
  keysAreAskedFor,
  seriesAreTaken,
  queriesAreAnswered,
  metadataIsKept,
  dashboardsAreKept,
  monitorsAreKept,
  eventsAreKept,
  () => metricsAgainst(url, lines),
]) {
  await step();
}
console.log("Datadog's npm clients find what they expect");
