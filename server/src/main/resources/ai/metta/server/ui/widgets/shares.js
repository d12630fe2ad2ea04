// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Shares of a whole, by group: as a ring, and as areas. */

import { series as colour } from '../data/colours.js';
import { formatOf, shown } from '../data/numbers.js';
import { cells } from '../data/requests.js';
import { chart, dot, ink, tip, tipStyle } from './chart.js';
import { nothingOf } from './empty.js';

/** @typedef {{name: string, value: number, keys: string[]}} Share */

/**
 * What is more than nothing, the largest first.
 *
 * @param {import('./kinds.js').Asked} asked
 * @returns {Promise<{shares: Share[], format: any, rows: (string | number | null)[][]}>}
 */
async function shares({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const { keys, rows, units } = await cells(request, variables, span, signal);
  const aliases = (request.formulas ?? []).map((/** @type {any} */ one) => one.alias ?? one.formula);
  const found = rows.flatMap((row) => row.values.map((value, i) => ({ row, value, alias: aliases[i] })))
    .filter(({ value }) => (value ?? 0) > 0)
    .map(({ row, value, alias }) => ({
      name: Object.values(row.group).join(' · ') || alias || 'all',
      value: /** @type {number} */ (value),
      keys: Object.values(row.group),
    }))
    .sort((one, other) => other.value - one.value);
  return {
    shares: found,
    format: formatOf(request.formulas?.[0], units[0], definition),
    rows: [[...keys, 'value'], ...rows.map((row) => [...keys.map((key) => row.group[key] ?? ''), row.values[0]])],
  };
}

/** @type {import('./kinds.js').Drawing} */
export async function sunburst(asked) {
  const { definition, variables, signal } = asked;
  const request = definition.requests[0];
  const { shares: found, format, rows } = await shares(asked);
  if (!found.length) return nothingOf(request, variables, signal);
  const whole = found.reduce((sum, { value }) => sum + value, 0);
  const palette = request.style?.palette;
  const option = {
    tooltip: {
      ...tipStyle(),
      formatter: (/** @type {any} */ { name, value, color }) => tip('', [{ colour: color, name, value: `${shown(value, format)} (${shown((100 * value) / whole, { unit: 'percent' })})` }]),
    },
    title: definition.hide_total
      ? undefined
      : { text: shown(whole, format), left: 'center', top: 'center', textStyle: { color: ink('--ink'), fontSize: 16, fontWeight: 600 } },
    series: [{
      type: 'pie',
      radius: ['56%', '92%'],
      label: { show: false },
      itemStyle: { borderColor: ink('--card'), borderWidth: 2 },
      data: found.map(({ name, value }, i) => ({ name, value, itemStyle: { color: colour(i, palette) } })),
    }],
  };
  return {
    rows,
    content: (/** @type {HTMLElement} */ element) => {
      element.classList.add('beside');
      return chart(element, option, definition.legend?.type === 'none' ? undefined : legend(found, format, palette)).undo;
    },
  };
}

/** @param {Share[]} found @param {any} format @param {string} [palette] */
function legend(found, format, palette) {
  const list = document.createElement('ul');
  list.className = 'legend column';
  found.forEach(({ name, value }, i) => {
    const item = document.createElement('li');
    const text = document.createElement('span');
    text.textContent = name;
    const number = document.createElement('b');
    number.textContent = shown(value, format);
    item.append(dot(colour(i, palette)), text, number);
    list.append(item);
  });
  return list;
}

/** @type {import('./kinds.js').Drawing} */
export async function treemap(asked) {
  const { definition, variables, signal } = asked;
  const { shares: found, format, rows } = await shares(asked);
  if (!found.length) return nothingOf(definition.requests[0], variables, signal);
  const option = {
    tooltip: { ...tipStyle(), formatter: (/** @type {any} */ { name, value, color }) => tip('', [{ colour: color, name, value: shown(value, format) }]) },
    series: [{
      type: 'treemap',
      roam: false,
      nodeClick: false,
      breadcrumb: { show: false },
      top: 2, left: 2, right: 2, bottom: 2,
      itemStyle: { borderColor: ink('--card'), borderWidth: 1, gapWidth: 1 },
      label: { lineHeight: 15, formatter: (/** @type {any} */ { name, value }) => `${name}\n${shown(value, format)}` },
      data: found.map(({ name, value }, i) => ({ name, value, itemStyle: { color: colour(i) } })),
    }],
  };
  return { rows, content: (/** @type {HTMLElement} */ element) => chart(element, option).undo };
}
