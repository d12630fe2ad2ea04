// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The kinds of widgets, and what each draws itself with. */

import { ApiError } from '../data/api.js';
import { NotEvaluated } from '../data/requests.js';
import { change } from './change.js';
import { placeholder } from './empty.js';
import { events } from './events.js';
import { frame } from './frame.js';
import { distribution, heatmap } from './heat.js';
import { image, note } from './note.js';
import { number } from './number.js';
import { scatter } from './scatter.js';
import { check, monitors } from './status.js';
import { sunburst, treemap } from './shares.js';
import { table } from './table.js';
import { timeseries } from './timeseries.js';
import { toplist } from './toplist.js';
import { wildcard } from './wildcard.js';

/**
 * @typedef {import('../data/variables.js').Variable} Variable
 * @typedef {import('../data/time.js').Span} Span
 * @typedef {{definition: any, variables: Variable[], span: Span, signal: AbortSignal,
 *   go: (change: (address: URLSearchParams) => void) => void}} Asked
 * @typedef {{content: unknown, rows?: (string | number | null)[][], isNothing?: boolean}} Drawn the content is a template,
 *   or a function that draws into an element and returns what undoes it; rows are the same as a
 *   table, its head first
 * @typedef {(asked: Asked) => Drawn | Promise<Drawn>} Drawing
 */

/** @type {Record<string, Drawing>} */
const KINDS = {
  timeseries,
  query_value: number,
  toplist,
  query_table: table,
  sunburst,
  treemap,
  heatmap,
  distribution,
  change,
  scatterplot: scatter,
  list_stream: events,
  event_stream: events,
  note,
  free_text: note,
  image,
  iframe: frame,
  check_status: check,
  manage_status: monitors,
  wildcard,
};

/** Kinds that show what their requests ask for. */
const ASKING = new Set(['timeseries', 'query_value', 'toplist', 'query_table', 'sunburst', 'treemap', 'heatmap', 'distribution', 'change']);

/** @param {unknown} requests */
const isAsking = (requests) => Array.isArray(requests) && requests.length > 0 && requests.every((one) => typeof one === 'object' && one !== null);

/** Kinds of which one may say more than that they are not drawn. @type {Record<string, string>} */
const ELSEWHERE = {
  slo: 'objectives are kept at Datadog, and not evaluated locally',
  slo_list: 'objectives are kept at Datadog, and not evaluated locally',
  alert_graph: 'a monitor is evaluated by Datadog; its state here is on the page Monitors',
  alert_value: 'a monitor is evaluated by Datadog; its state here is on the page Monitors',
  log_stream: 'logs are not kept locally',
  hostmap: 'hosts are not known locally',
  geomap: 'maps are not drawn locally',
  trace_service: 'traces are not kept locally',
  service_map: 'traces are not kept locally',
  topology_map: 'traces are not kept locally',
};

/**
 * @param {Asked} asked
 * @returns {Promise<Drawn>}
 */
export async function drawn(asked) {
  const kind = asked.definition.type;
  if (asked.definition.type === 'unreadable') return placeholder('not to be read', asked.definition.wrong ?? 'no widget');
  if (!Object.hasOwn(KINDS, kind)) {
    return placeholder(kind, Object.hasOwn(ELSEWHERE, kind) ? ELSEWHERE[kind] : 'this kind of widget is not drawn locally');
  }
  if (ASKING.has(kind) && !isAsking(asked.definition.requests)) return placeholder(kind, 'it has no "requests"');
  try {
    return await KINDS[kind](asked);
  } catch (failed) {
    if (failed instanceof NotEvaluated) return placeholder(kind, failed.message);
    if (failed instanceof ApiError && /not evaluated locally/.test(failed.message)) {
      return placeholder(kind, failed.message.replace(/^.*?: /, '').replace(/ at position .*$/s, ''));
    }
    throw failed;
  }
}
