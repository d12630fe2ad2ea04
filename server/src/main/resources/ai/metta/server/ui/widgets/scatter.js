// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { series as colour } from '../data/colours.js';
import { formatOf, scale, shown } from '../data/numbers.js';
import { cells } from '../data/requests.js';
import { chart, ink, tip, tipStyle } from './chart.js';
import { nothingOf, placeholder } from './empty.js';

/** A dot for each group, where two values of it cross. @type {import('./kinds.js').Drawing} */
export async function scatter({ definition, variables, span, signal }) {
  const { table, x, y } = definition.requests ?? {};
  if (!table && !(x && y)) return placeholder('scatterplot', 'it has no "requests"');
  const found = table ? await ofTable(table, variables, span, signal) : await ofAxes(x, y, variables, span, signal);
  const known = found.dots.filter((one) => one.x !== null && one.y !== null);
  if (!known.length) return nothingOf(table ?? x, variables, signal);
  const most = (/** @type {'x' | 'y'} */ of) => Math.max(...known.map((one) => Math.abs(one[of] ?? 0)));
  const unitOf = (/** @type {any} */ said, /** @type {'x' | 'y'} */ of) => said?.scale === 'log' ? logarithmic(found.formats[of]) : scale(most(of), found.formats[of]);
  const units = { x: unitOf(definition.xaxis, 'x'), y: unitOf(definition.yaxis, 'y') };
  const option = {
    grid: { left: 14, right: 18, top: 26, bottom: 22, containLabel: true },
    xAxis: axis(units.x, definition.xaxis, 'middle'),
    yAxis: axis(units.y, definition.yaxis, 'end'),
    tooltip: {
      ...tipStyle(),
      formatter: (/** @type {any} */ { data: [atX, atY, name], color }) =>
        tip(name, [{ colour: color, name: 'x', value: shown(atX * units.x.by, found.formats.x) }, { colour: color, name: 'y', value: shown(atY * units.y.by, found.formats.y) }]),
    },
    series: [{ type: 'scatter', symbolSize: 9, color: colour(0), data: known.map((one) => [(one.x ?? 0) / units.x.by, (one.y ?? 0) / units.y.by, one.name]) }],
  };
  return {
    rows: [['group', 'x', 'y'], ...known.map(({ name, x: atX, y: atY }) => [name, atX, atY])],
    content: (/** @type {HTMLElement} */ element) => chart(element, option).undo,
  };
}

/** The steps of a logarithm are not those of a unit. @param {any} format @returns {ReturnType<typeof scale>} */
const logarithmic = (format) => ({ by: 1, isWhole: false, words: (value) => shown(value, format) });

/** @param {ReturnType<typeof scale>} unit @param {any} [said] @param {string} [place] */
function axis(unit, said = {}, place) {
  return {
    type: said.scale === 'log' ? 'log' : 'value',
    scale: true,
    name: said.label || undefined,
    nameLocation: place,
    nameGap: place === 'end' ? 10 : 22,
    nameTextStyle: { color: ink('--faint') },
    axisLabel: { color: ink('--faint'), hideOverlap: true, formatter: unit.words },
    minInterval: unit.isWhole ? 1 : undefined,
    axisLine: { lineStyle: { color: ink('--line') } },
    splitLine: { lineStyle: { color: ink('--line') } },
  };
}

/** One request whose formulas say which is which. @param {any} table @param {any} variables @param {any} span @param {AbortSignal} signal */
async function ofTable(table, variables, span, signal) {
  const { rows, units } = await cells(table, variables, span, signal);
  const place = (/** @type {string} */ name, /** @type {number} */ usual) => {
    const found = (table.formulas ?? []).findIndex((/** @type {any} */ one) => one.dimension === name);
    return found < 0 ? usual : found;
  };
  const [x, y] = [place('x', 0), place('y', 1)];
  return {
    formats: { x: formatOf(table.formulas?.[x], units[x]), y: formatOf(table.formulas?.[y], units[y]) },
    dots: rows.map(({ group, values }) => ({ name: words(group), x: values[x] ?? null, y: values[y] ?? null })),
  };
}

/** A request for each axis; what one of them lacks is not drawn. @param {any} x @param {any} y @param {any} variables @param {any} span @param {AbortSignal} signal */
async function ofAxes(x, y, variables, span, signal) {
  const [ofX, ofY] = await Promise.all([cells(x, variables, span, signal), cells(y, variables, span, signal)]);
  const other = new Map(ofY.rows.map(({ group, values }) => [words(group), values[0]]));
  return {
    formats: { x: formatOf(undefined, ofX.units[0]), y: formatOf(undefined, ofY.units[0]) },
    dots: ofX.rows.map(({ group, values }) => ({ name: words(group), x: values[0], y: other.get(words(group)) ?? null })),
  };
}

/** @param {Record<string, string>} group */
const words = (group) => Object.values(group).join(' · ') || 'all';
