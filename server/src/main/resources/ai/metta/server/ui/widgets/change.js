// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { formatOf, shown } from '../data/numbers.js';
import { cells } from '../data/requests.js';
import { nothingOf, placeholder } from './empty.js';

const HOUR = 3_600_000;
/** @type {Record<string, number>} */
const BEFORE = { hour_before: HOUR, day_before: 24 * HOUR, week_before: 168 * HOUR, month_before: 720 * HOUR };

/** How much each group is more or less than before. @type {import('./kinds.js').Drawing} */
export async function change({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const pairs = (request.formulas?.length ?? 0) >= 2
    ? await inOne(request, variables, span, signal)
    : await inTwo(request, variables, span, signal);
  const known = pairs.list.filter(({ before, now }) => before !== null && now !== null);
  if (!known.length) {
    const isNow = pairs.list.some(({ now }) => now !== null);
    return isNow ? placeholder('change', 'nothing to compare with: no values as long ago') : nothingOf(request, variables, signal);
  }
  const format = formatOf(request.formulas?.[0], pairs.unit, definition);
  const isRelative = request.change_type === 'relative';
  const by = request.order_by ?? 'change';
  const sign = request.order_dir === 'asc' ? 1 : -1;
  /** @param {any} one */
  const order = ({ name, now, delta }) => (by === 'name' ? name : by === 'present' ? now : delta);
  const rows = known
    .map(({ name, before, now }) => ({ name, now, delta: isRelative ? (100 * (now - before)) / Math.abs(before) : now - before }))
    .sort((one, other) => sign * (order(one) < order(other) ? -1 : order(one) > order(other) ? 1 : 0));
  return {
    rows: [['group', 'now', 'change'], ...rows.map(({ name, now, delta }) => [name, now, delta])],
    content: html`<div class="scroll"><table><tbody>${rows.map(({ name, now, delta }) => html`<tr>
      <td>${name}</td>
      ${request.show_present ? html`<td class="num">${shown(now, format)}</td>` : ''}
      <td class="num ${tone(delta, request.increase_good ?? true)}">${delta > 0 ? '▲' : delta < 0 ? '▼' : '='} ${isRelative ? shown(Math.abs(delta), { unit: 'percent' }) : shown(Math.abs(delta), format)}</td>
    </tr>`)}</tbody></table></div>`,
  };
}

/** @param {number} delta @param {boolean} isGood of an increase */
const tone = (delta, isGood) => (delta === 0 ? '' : delta > 0 === isGood ? 'good' : 'bad');

/** Its own formulas say then and now. @param {any} request @param {any} variables @param {any} span @param {AbortSignal} signal */
async function inOne(request, variables, span, signal) {
  const { rows, units } = await cells(request, variables, span, signal);
  const isFirst = /(before|shift|timeshift)\s*\(/.test(request.formulas[0].formula);
  const [then, now] = isFirst ? [0, 1] : [1, 0];
  return {
    unit: units[now],
    list: rows.map(({ group, values }) => ({ name: words(group), before: /** @type {any} */ (values[then]), now: /** @type {any} */ (values[now]) })),
  };
}

/** Now, and as long before as it compares to. @param {any} request @param {any} variables @param {any} span @param {AbortSignal} signal */
async function inTwo(request, variables, span, signal) {
  const by = BEFORE[request.compare_to ?? 'hour_before'] ?? HOUR;
  const [now, then] = await Promise.all([
    cells(request, variables, span, signal),
    cells(request, variables, { from: span.from - by, to: span.to - by }, signal),
  ]);
  const before = new Map(then.rows.map(({ group, values }) => [words(group), values[0]]));
  return {
    unit: now.units[0],
    list: now.rows.map(({ group, values }) => ({ name: words(group), before: /** @type {any} */ (before.get(words(group)) ?? null), now: /** @type {any} */ (values[0]) })),
  };
}

/** @param {Record<string, string>} group */
const words = (group) => Object.values(group).join(' · ') || 'all';
