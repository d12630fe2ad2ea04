// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What a widget's request asks, and what comes of it. */

import { ask, inTurn } from './api.js';
import { moment } from './time.js';
import { inQuery } from './variables.js';

/** @typedef {import('./time.js').Span} Span */
/** @typedef {import('./variables.js').Variable} Variable */
/** @typedef {{tags: string[], formula: number, unit: any, points: [number, number | null][]}} Line */
/** @typedef {{group: Record<string, string>, values: (number | null)[]}} Cells */

/** What this server does not evaluate, in words. */
export class NotEvaluated extends Error {}

/**
 * A request in its newer form, whatever form it is written in.
 *
 * @param {any} request
 * @returns {{queries: any[], formulas: any[], old: boolean}}
 * @throws {NotEvaluated}
 */
export function parts(request) {
  if (typeof request !== 'object' || request === null) throw new NotEvaluated(`a request that is ${JSON.stringify(request) ?? 'missing'} asks nothing`);
  if (typeof request.q === 'string') {
    return { queries: [{ name: 'q', query: request.q }], formulas: [{ formula: 'q' }], old: true };
  }
  const queries = Array.isArray(request.queries) ? request.queries : request.query ? [request.query] : undefined;
  if (!queries) {
    const kind = Object.keys(request).find((key) => key.endsWith('_query')) ?? 'request of this form';
    throw new NotEvaluated(`a ${kind.replaceAll('_', ' ')} is not evaluated locally`);
  }
  for (const one of queries) {
    if (typeof one?.query !== 'string' && (one?.data_source ?? 'metrics') === 'metrics') throw new NotEvaluated('a query without text asks nothing');
    if (one.data_source !== 'metrics') {
      throw new NotEvaluated(`data of "${one.data_source}" is not evaluated locally`);
    }
  }
  const formulas = request.formulas ?? queries.map((/** @type {any} */ one) => ({ formula: one.name }));
  return { queries, formulas, old: false };
}

/** @param {any} request @param {Variable[]} variables @param {Span} span @param {string} kind */
function question(request, variables, span, kind) {
  const { queries, formulas } = parts(request);
  return {
    data: {
      type: `${kind}_request`,
      attributes: {
        from: Math.floor(span.from),
        to: Math.floor(span.to),
        queries: queries.map((one) => ({
          data_source: 'metrics',
          name: one.name,
          query: inQuery(one.query, variables),
          ...(kind === 'scalar' ? { aggregator: one.aggregator ?? 'avg' } : {}),
        })),
        formulas: formulas.map((one) => ({
          formula: inQuery(one.formula, variables),
          ...(one.limit ? { limit: one.limit } : {}),
        })),
      },
    },
  };
}

/**
 * @param {any} request
 * @param {Variable[]} variables
 * @param {Span} span
 * @param {AbortSignal} signal
 * @returns {Promise<Line[]>}
 */
export async function lines(request, variables, span, signal) {
  const { queries, old } = parts(request);
  if (old) return oldLines(inQuery(queries[0].query, variables), span, signal);
  const body = question(request, variables, span, 'timeseries');
  const { series, times, values } = (
    await inTurn(() => ask('/ui/query/timeseries', { method: 'POST', body, signal }))
  ).data.attributes;
  return series.map((/** @type {any} */ one, /** @type {number} */ i) => ({
    tags: one.group_tags,
    formula: one.query_index,
    unit: one.unit,
    points: times.map((/** @type {number} */ at, /** @type {number} */ j) => [at, values[i][j]]),
  }));
}

/** @param {string} query @param {Span} span @param {AbortSignal} signal @returns {Promise<Line[]>} */
async function oldLines(query, span, signal) {
  const address = new URLSearchParams({
    from: String(Math.floor(span.from / 1000)),
    to: String(Math.floor(span.to / 1000)),
    query,
  });
  const answer = await inTurn(() => ask(`/ui/query?${address}`, { signal }));
  return answer.series.map((/** @type {any} */ one) => ({
    tags: one.tag_set,
    formula: 0,
    unit: one.unit,
    points: one.pointlist,
  }));
}

/**
 * @param {any} request
 * @param {Variable[]} variables
 * @param {Span} span
 * @param {AbortSignal} signal
 * @returns {Promise<{keys: string[], rows: Cells[], units: any[]}>}
 */
export async function cells(request, variables, span, signal) {
  const { queries, old } = parts(request);
  if (old) {
    return reduced(
      await oldLines(inQuery(queries[0].query, variables), span, signal),
      request.aggregator ?? 'avg',
    );
  }
  const body = question(request, variables, span, 'scalar');
  const columns = (await inTurn(() => ask('/ui/query/scalar', { method: 'POST', body, signal })))
    .data.attributes.columns;
  const groups = columns.filter((/** @type {any} */ one) => one.type === 'group');
  const numbers = columns.filter((/** @type {any} */ one) => one.type === 'number');
  const count = columns[0]?.values.length ?? 0;
  return {
    keys: groups.map((/** @type {any} */ one) => one.name),
    units: numbers.map((/** @type {any} */ one) => one.meta?.unit),
    rows: Array.from({ length: count }, (_, i) => ({
      group: Object.fromEntries(
        groups.map((/** @type {any} */ one) => [one.name, one.values[i].join(', ')]),
      ),
      values: numbers.map((/** @type {any} */ one) => one.values[i]),
    })),
  };
}

/** One number of each line, of those of its points that are known. @param {Line[]} all @param {string} word */
function reduced(all, word) {
  /** @type {Record<string, (values: number[]) => number>} */
  const words = {
    avg: (values) => values.reduce((sum, one) => sum + one, 0) / values.length,
    sum: (values) => values.reduce((sum, one) => sum + one, 0),
    min: (values) => Math.min(...values),
    max: (values) => Math.max(...values),
    last: (values) => values[values.length - 1],
  };
  if (!(word in words)) throw new NotEvaluated(`the aggregator "${word}" of an old query is not evaluated locally`);
  const keys = [...new Set(all.flatMap((line) => line.tags.map((tag) => tag.split(':')[0])))];
  return {
    keys,
    units: [all[0]?.unit],
    rows: all.map((line) => {
      const known = /** @type {number[]} */ (line.points.map(([, value]) => value).filter((value) => value !== null));
      return {
        group: Object.fromEntries(line.tags.map((tag) => [tag.split(':')[0], tag.slice(tag.indexOf(':') + 1)])),
        values: [known.length ? words[word](known) : null],
      };
    }),
  };
}

const MONTH = 30 * 86_400;
/** @type {{at: number, names: Promise<string[]>} | undefined} */
let active;

/** The names of the metrics that had points in the last month. @returns {Promise<string[]>} */
function names() {
  if (!active || Date.now() - active.at > 60_000) {
    const from = Math.floor(Date.now() / 1000) - MONTH;
    const asked = ask(`/api/v1/metrics?from=${from}`).then((json) => json.metrics);
    active = { at: Date.now(), names: asked };
    // A failure is told once, and not kept.
    asked.catch(() => (active = undefined));
  }
  return active.names;
}

/** @type {{at: number, all: Promise<any[]>} | undefined} */
let standing;

/** How collectors stand; none where this server runs none. @returns {Promise<any[]>} */
function collectors() {
  if (!standing || Date.now() - standing.at > 30_000) {
    standing = { at: Date.now(), all: ask('/ui/collectors').catch(() => []) };
  }
  return standing.all;
}

/** What is wrong with the collector whose metric it is; empty where nothing is known to be. @param {string} metric */
async function collectorsFault(metric) {
  const [first, second] = metric.split('.');
  const own = (await collectors()).find(({ name }) => name === (first === 'collector' ? second : first));
  return own && own.status !== 'ok' ? `; collector ${own.name}: ${own.reason ?? own.status}` : '';
}

/**
 * Why nothing came of a request.
 *
 * @param {any} request
 * @param {Variable[]} variables
 * @param {AbortSignal} signal
 * @returns {Promise<string>}
 */
export async function why(request, variables, signal) {
  const query = inQuery(parts(request).queries[0].query, variables);
  const [, metric, scope] = /([A-Za-z][\w.]*)\{([^}]*)\}/.exec(query) ?? [];
  if (!metric) return 'no values in this span';
  return (await absence(metric, scope, signal)) + (await collectorsFault(metric));
}

/** @param {string} metric @param {string} scope @param {AbortSignal} signal */
async function absence(metric, scope, signal) {
  if (!(await names()).includes(metric)) return `no metric ${metric} in the last month`;
  const now = Date.now();
  const found = await oldLines(`avg:${metric}{${scope}}`, { from: now - MONTH * 1000, to: now }, signal);
  const known = found.flatMap((line) => line.points).filter(([, value]) => value !== null);
  if (!known.length) return `${metric} has values, but none in {${scope}} in the last month`;
  return `no values in this span; the last about ${moment(known[known.length - 1][0])}`;
}
