// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { conditional, met, series } from '../data/colours.js';
import { formatOf, shown } from '../data/numbers.js';
import { cells } from '../data/requests.js';
import { nothingOf } from './empty.js';
import { ordered } from './table.js';

/** The largest groups, each with a bar as long as its share of the largest. @type {import('./kinds.js').Drawing} */
export async function toplist({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const { keys, rows, units } = await cells(request, variables, span, signal);
  const known = rows.filter((row) => row.values[0] !== null);
  if (!known.length) return nothingOf(request, variables, signal);
  const formula = request.formulas?.[0];
  const sort = request.sort ?? { count: 10, order_by: [{ type: 'formula', index: 0, order: 'desc' }] };
  const largest = Math.max(...known.map((row) => Math.abs(row.values[0] ?? 0))) || 1;
  const sorted = ordered(known, sort, keys);
  return {
    rows: [[...keys, 'value'], ...sorted.map((row) => [...keys.map((key) => row.group[key] ?? ''), row.values[0]])],
    content: html`<div class="scroll"><ol class="top">${sorted.map((row) => {
    const value = row.values[0] ?? 0;
    const format = met(request.conditional_formats ?? formula?.conditional_formats, value);
    return html`<li>
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
        <rect width=${(Math.abs(value) / largest) * 100} height="1" fill=${series(0, definition.style?.palette)}></rect>
      </svg>
      <b class=${format ? conditional(format).name : ''}>${shown(value, formatOf(formula, units[0], definition))}</b>
      <span>${keys.map((key) => row.group[key]).join(' · ') || formula?.alias || ''}</span>
    </li>`;
    })}</ol></div>`,
  };
}
