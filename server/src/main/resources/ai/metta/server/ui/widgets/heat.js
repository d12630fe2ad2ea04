// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** How values are spread: over time, and over a whole span. */

import { formatOf, shown } from '../data/numbers.js';
import { cells, lines, NotEvaluated } from '../data/requests.js';
import { moment, within } from '../data/time.js';
import { chart, ink, tip, tipStyle } from './chart.js';
import { nothingOf } from './empty.js';

const BINS = 18;

/**
 * Bins as wide as each other, from the least to the greatest of some values.
 *
 * @param {number[]} values not none
 * @param {number} most bins
 */
export function bins(values, most) {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const count = low === high ? 1 : most;
  const width = (high - low) / count || 1;
  return {
    count,
    of: (/** @type {number} */ value) => Math.min(count - 1, Math.floor((value - low) / width)),
    from: (/** @type {number} */ bin) => low + bin * width,
    until: (/** @type {number} */ bin) => (bin === count - 1 ? Math.max(high, low + width) : low + (bin + 1) * width),
  };
}

/** How many series have a value of about so much, at each time. @type {import('./kinds.js').Drawing} */
export async function heatmap({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  if (request.request_type === 'histogram') throw new NotEvaluated('histograms of raw values are not evaluated locally');
  const found = await lines(request, variables, span, signal);
  const all = found.flatMap(({ points }) => points.map(([, value]) => value)).filter((value) => value !== null);
  if (!all.length) return nothingOf(request, variables, signal);
  const format = formatOf(request.formulas?.[0], found[0].unit, definition);
  const rows = bins(/** @type {number[]} */ (all), BINS);
  const times = [...new Set(found.flatMap(({ points }) => points.map(([at]) => at)))].sort((one, other) => one - other);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { points } of found) {
    for (const [at, value] of points) {
      if (value === null) continue;
      const cell = `${times.indexOf(at)} ${rows.of(value)}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
  }
  const data = [...counts].map(([cell, count]) => [...cell.split(' ').map(Number), count]);
  const words = (/** @type {number} */ bin) => `${shown(rows.from(bin), format)} – ${shown(rows.until(bin), format)}`;
  const option = {
    grid: { left: 8, right: 10, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: times.map((at) => within(at, span)), axisLabel: { color: ink('--faint'), hideOverlap: true }, axisLine: { lineStyle: { color: ink('--line') } }, axisTick: { show: false } },
    yAxis: { type: 'category', data: Array.from({ length: rows.count }, (_, bin) => shown(rows.from(bin), format)), axisLabel: { color: ink('--faint'), hideOverlap: true }, axisLine: { show: false }, axisTick: { show: false } },
    visualMap: { show: false, min: 0, max: Math.max(...data.map(([, , count]) => count)), inRange: { color: [ink('--card'), '#b9b1f2', '#5b4bdb', '#2c1f8f'] } },
    tooltip: { ...tipStyle(), formatter: (/** @type {any} */ { value: [at, bin, count] }) => tip(moment(times[at]), [{ name: words(bin), value: `${count} series` }]) },
    series: [{ type: 'heatmap', data }],
  };
  return {
    rows: [['time', 'from', 'until', 'series'], ...data.map(([at, bin, count]) => [new Date(times[at]).toISOString(), rows.from(bin), rows.until(bin), count])],
    content: (/** @type {HTMLElement} */ element) => chart(element, option).undo,
  };
}

/** How many groups have a value of about so much. @type {import('./kinds.js').Drawing} */
export async function distribution({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  if (request.request_type === 'histogram') throw new NotEvaluated('histograms of raw values are not evaluated locally');
  const { rows, units } = await cells(request, variables, span, signal);
  const values = /** @type {number[]} */ (rows.map((row) => row.values[0]).filter((value) => value !== null));
  if (!values.length) return nothingOf(request, variables, signal);
  const format = formatOf(request.formulas?.[0], units[0], definition);
  const of = bins(values, BINS);
  const counts = Array.from({ length: of.count }, () => 0);
  values.forEach((value) => counts[of.of(value)]++);
  const option = {
    grid: { left: 8, right: 10, top: 8, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: counts.map((_, bin) => shown(of.from(bin), format)), axisLabel: { color: ink('--faint'), hideOverlap: true }, axisLine: { lineStyle: { color: ink('--line') } }, axisTick: { show: false } },
    yAxis: { type: 'value', minInterval: 1, axisLabel: { color: ink('--faint') }, splitLine: { lineStyle: { color: ink('--line') } } },
    tooltip: { ...tipStyle(), formatter: (/** @type {any} */ { dataIndex, value }) => tip('', [{ name: `${shown(of.from(dataIndex), format)} – ${shown(of.until(dataIndex), format)}`, value: String(value) }]) },
    series: [{ type: 'bar', data: counts, barCategoryGap: '8%', color: '#5b8ff9' }],
  };
  return {
    rows: [['from', 'until', 'count'], ...counts.map((count, bin) => [of.from(bin), of.until(bin), count])],
    content: (/** @type {HTMLElement} */ element) => chart(element, option).undo,
  };
}
