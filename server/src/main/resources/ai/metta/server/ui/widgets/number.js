// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { conditional, met } from '../data/colours.js';
import { formatOf, shown } from '../data/numbers.js';
import { cells, lines } from '../data/requests.js';
import { nothingOf } from './empty.js';

/** One number, coloured by what it is judged. @type {import('./kinds.js').Drawing} */
export async function number({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const { rows, units } = await cells(request, variables, span, signal);
  const value = rows[0]?.values[0] ?? null;
  if (value === null) return nothingOf(request, variables, signal);
  const format = met(request.conditional_formats ?? request.formulas?.[0]?.conditional_formats, value);
  const look = format ? conditional(format) : { name: '' };
  const text = shown(value, formatOf(request.formulas?.[0], units[0], definition));
  const behind = definition.timeseries_background
    ? await lines(request, variables, span, signal)
    : [];
  return {
    rows: [['value'], [value]],
    content: html`<div class="number ${look.name}" .style=${styled(look)}>
      ${behind.length ? sparkline(behind[0].points) : ''}
      <output title=${String(value)}>${text}</output>
    </div>`,
  };
}

/** @param {{background?: string, text?: string}} look */
function styled(look) {
  return [look.background && `background:${look.background}`, look.text && `color:${look.text}`]
    .filter(Boolean)
    .join(';');
}

/** A line behind a number, with gaps where nothing is known. @param {[number, number | null][]} points */
export function sparkline(points) {
  const known = /** @type {[number, number][]} */ (points.filter(([, value]) => value !== null));
  if (known.length < 2) return '';
  const from = points[0][0];
  const width = points[points.length - 1][0] - from || 1;
  const least = Math.min(0, ...known.map(([, value]) => value));
  const height = Math.max(...known.map(([, value]) => value)) - least || 1;
  let path = '';
  let isOn = false;
  for (const [at, value] of points) {
    if (value === null) {
      isOn = false;
      continue;
    }
    const x = (((at - from) / width) * 100).toFixed(2);
    const y = (40 - ((value - least) / height) * 38).toFixed(2);
    path += `${isOn ? 'L' : 'M'}${x} ${y}`;
    isOn = true;
  }
  return html`<svg class="spark" viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
    <path d=${path} vector-effect="non-scaling-stroke"></path>
  </svg>`;
}
