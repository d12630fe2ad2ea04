// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

// The package datadog-metrics against a local server. It speaks to https://api.<site> and nothing
// else, so a relay with a certificate of its own stands for that host.
import assert from "node:assert/strict";
import dns from "node:dns";
import { readFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import datadogMetrics from "datadog-metrics";

const HOST = "api.localhost";

function relayTo(url) {
  const certificate = { pfx: readFileSync("relay.p12"), passphrase: "changeit" };
  const relay = https.createServer(certificate, (request, response) => {
    const headers = { ...request.headers, host: new URL(url).host };
    const onward = http.request(url + request.url, { method: request.method, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    request.pipe(onward);
  });
  return new Promise((started) => relay.listen(0, "127.0.0.1", () => started(relay)));
}

/** Not every system knows that all names below localhost are this machine. */
function resolveHere() {
  const lookup = dns.lookup;
  dns.lookup = (host, options, done) =>
    host === HOST ? lookup("127.0.0.1", options, done) : lookup(host, options, done);
}

export async function metricsAgainst(url, lines) {
  resolveHere();
  const relay = await relayTo(url);
  try {
    const logger = new datadogMetrics.BufferedMetricsLogger({
      apiKey: "any",
      site: `localhost:${relay.address().port}`,
      host: "box-2",
      prefix: "npm.logger.",
      defaultTags: ["team:a"],
      flushIntervalSeconds: 0,
      retries: 0,
    });
    logger.gauge("depth", 7, ["queue:a"]);
    logger.increment("hits", 3);
    logger.increment("hits", 4);
    for (let value = 1; value <= 100; value++) {
      logger.histogram("size", value);
      logger.distribution("seconds", value);
    }
    await logger.flush();
    assert.deepEqual(await lines("avg:npm.logger.depth{queue:a,team:a,host:box-2}.rollup(avg, 60)"), [["*", 7]]);
    assert.deepEqual(await lines("sum:npm.logger.hits{*}.as_count().rollup(sum, 60)"), [["*", 7]]);
    assert.deepEqual(await lines("max:npm.logger.size.max{*}.rollup(max, 60)"), [["*", 100]]);
    assert.deepEqual(await lines("sum:npm.logger.size.count{*}.as_count().rollup(sum, 60)"), [["*", 100]]);
    const [[, median]] = await lines("p50:npm.logger.seconds{host:box-2}.rollup(60)");
    assert.ok(Math.abs(median - 50) <= 1, `the median is ${median}`);
  } finally {
    relay.closeAllConnections();
    relay.close();
  }
}
