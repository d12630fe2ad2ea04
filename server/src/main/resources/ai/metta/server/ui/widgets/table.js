// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { conditional, met } from '../data/colours.js';
import { formatOf, shown } from '../data/numbers.js';
import { cells } from '../data/requests.js';
import { nothingOf } from './empty.js';

/** A row for each group, a column for each formula. @type {import('./kinds.js').Drawing} */
export async function table({ definition, variables, span, signal }) {
  const { keys, rows, columns } = await joined(definition.requests, variables, span, signal);
  if (!rows.length) return nothingOf(definition.requests[0], variables, signal);
  const sorted = ordered(rows, definition.requests[0].sort, keys);
  return {
    rows: [[...keys, ...columns.map(({ name }) => name)], ...sorted.map((row) => [...keys.map((key) => row.group[key] ?? ''), ...row.values])],
    content: html`<div class="scroll"><table>
      <thead><tr>
        ${keys.map((key) => html`<th>${key}</th>`)}
        ${columns.map(({ name }) => html`<th class="num">${name}</th>`)}
      </tr></thead>
      <tbody>${sorted.map((row) => html`<tr>
        ${keys.map((key) => html`<td>${row.group[key] ?? ''}</td>`)}
        ${columns.map(({ formula, unit }, i) => cell(row.values[i] ?? null, formula, unit, definition))}
      </tr>`)}</tbody>
    </table></div>`,
  };
}

/**
 * The columns of all requests, side by side where they speak of the same group.
 *
 * @param {any[]} requests
 * @param {import('../data/variables.js').Variable[]} variables
 * @param {import('../data/time.js').Span} span
 * @param {AbortSignal} signal
 */
async function joined(requests, variables, span, signal) {
  const answers = await Promise.all(requests.map((one) => cells(one, variables, span, signal)));
  /** @type {Map<string, import('../data/requests.js').Cells>} */
  const rows = new Map();
  /** @type {{name: string, formula: any, unit: any}[]} */
  const columns = [];
  answers.forEach(({ rows: found, units }, index) => {
    const request = requests[index];
    for (const { group, values } of found) {
      const name = JSON.stringify(group);
      const row = rows.get(name) ?? { group, values: columns.map(() => null) };
      while (row.values.length < columns.length) row.values.push(null);
      row.values.push(...values);
      rows.set(name, row);
    }
    units.forEach((unit, i) => {
      const formula = request.formulas?.[i] ?? request;
      columns.push({ name: formula.alias ?? formula.formula ?? formula.q ?? request.queries?.[i]?.query ?? '', formula, unit });
    });
  });
  return { keys: answers[0].keys, rows: [...rows.values()], columns };
}

/** @param {number | null} value @param {any} formula @param {any} unit @param {any} definition */
function cell(value, formula, unit, definition) {
  const format = met(formula?.conditional_formats, value);
  const text = format?.hide_value ? '' : shown(value, formatOf(formula, unit, definition));
  return html`<td class="num ${format ? conditional(format).name : ''}" title=${value ?? 'unknown'}>${text}</td>`;
}

/**
 * By what the request says; what is unknown comes last.
 *
 * @param {import('../data/requests.js').Cells[]} rows
 * @param {any} sort
 * @param {string[]} keys
 */
export function ordered(rows, sort, keys) {
  const by = sort?.order_by?.[0];
  const sorted = [...rows];
  if (by?.type === 'group') {
    const key = by.name ?? keys[0];
    sorted.sort((one, other) => (one.group[key] ?? '').localeCompare(other.group[key] ?? ''));
    if (by.order === 'desc') sorted.reverse();
  } else if (by) {
    const sign = by.order === 'asc' ? 1 : -1;
    sorted.sort((one, other) => compared(one.values[by.index ?? 0], other.values[by.index ?? 0], sign));
  }
  return sort?.count ? sorted.slice(0, sort.count) : sorted;
}

/** @param {number | null} one @param {number | null} other @param {number} sign */
function compared(one, other, sign) {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
  return sign * (one - other);
}
