// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { conditional, met } from '../colours.js';
import { formatOf, shown } from '../numbers.js';
import { cells, why } from '../requests.js';

/** A row for each group, a column for each formula. @type {import('./kinds.js').Drawing} */
export async function table({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const { keys, rows, units } = await cells(request, variables, span, signal);
  if (!rows.length) return html`<div class="empty">${await why(request, variables, signal)}</div>`;
  const formulas = request.formulas ?? [];
  const sorted = ordered(rows, request.sort, keys);
  return html`<div class="scroll"><table>
    <thead><tr>
      ${keys.map((key) => html`<th>${key}</th>`)}
      ${units.map((_, i) => html`<th class="num">${formulas[i]?.alias ?? formulas[i]?.formula ?? ''}</th>`)}
    </tr></thead>
    <tbody>${sorted.map((row) => html`<tr>
      ${keys.map((key) => html`<td>${row.group[key] ?? ''}</td>`)}
      ${row.values.map((value, i) => cell(value, formulas[i], units[i], definition))}
    </tr>`)}</tbody>
  </table></div>`;
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
 * @param {import('../requests.js').Cells[]} rows
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
