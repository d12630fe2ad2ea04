// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import * as echarts from 'echarts';
import { marker, series as colour } from '../colours.js';
import { formatOf, shown } from '../numbers.js';
import { cells, lines, why } from '../requests.js';
import { moment } from '../time.js';

/** @param {string} name */
const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/**
 * Draws a chart into an element, as large as that is, until it is undone.
 *
 * @param {HTMLElement} element
 * @param {any} option
 * @returns {() => void}
 */
function chart(element, option) {
  const drawn = echarts.init(element, null, { renderer: 'canvas' });
  drawn.setOption({ animation: false, ...option });
  const sizes = new ResizeObserver(() => drawn.resize());
  sizes.observe(element);
  return () => {
    sizes.disconnect();
    drawn.dispose();
  };
}

/** @typedef {import('../requests.js').Line} Line */

/** @param {any} request @param {Line} line @param {number} count of lines of its formula */
function named(request, line, count) {
  const formula = request.formulas?.[line.formula];
  const tags = line.tags.map((tag) => tag.slice(tag.indexOf(':') + 1)).join(' · ');
  const alias = formula?.alias;
  return alias ? (tags && count > 1 ? `${alias} ${tags}` : alias) : tags || formula?.formula || request.q;
}

/** Lines, areas or bars over time. @type {import('./kinds.js').Drawing} */
export async function timeseries({ definition, variables, span, signal }) {
  /** @type {{request: any, line: Line, name: string}[]} */
  const all = [];
  for (const request of definition.requests) {
    const found = await lines(request, variables, span, signal);
    for (const line of found) {
      const ofFormula = found.filter((other) => other.formula === line.formula).length;
      all.push({ request, line, name: named(request, line, ofFormula) });
    }
  }
  const known = all.filter(({ line }) => line.points.some(([, value]) => value !== null));
  if (!known.length) {
    return html`<div class="empty">${await why(definition.requests[0], variables, signal)}</div>`;
  }
  const formats = known.map(({ request, line }) => formatOf(request.formulas?.[line.formula], line.unit));
  const axis = definition.yaxis ?? {};
  const option = {
    grid: { left: 8, right: 12, top: 10, bottom: 4, containLabel: true },
    xAxis: {
      type: 'time',
      min: span.from,
      max: span.to,
      axisLabel: { color: ink('--faint'), hideOverlap: true },
      axisLine: { lineStyle: { color: ink('--line') } },
      axisTick: { show: false },
    },
    yAxis: {
      type: axis.scale === 'log' ? 'log' : 'value',
      min: bound(axis.min),
      max: bound(axis.max),
      scale: axis.include_zero === false,
      axisLabel: { color: ink('--faint'), formatter: (/** @type {number} */ value) => shown(value, formats[0]) },
      splitLine: { lineStyle: { color: ink('--line') } },
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: ink('--card'),
      borderColor: ink('--line'),
      textStyle: { color: ink('--ink') },
      formatter: (/** @type {any[]} */ at) => tip(at, formats),
    },
    series: known.map((one, i) => drawnLine(one, i, i === 0 ? markers(definition, formats[0]) : undefined)),
  };
  const asksLegend = definition.show_legend !== false && known.length > 1;
  return (/** @type {HTMLElement} */ element) => {
    const canvas = document.createElement('div');
    canvas.className = 'canvas';
    element.append(canvas);
    if (asksLegend) element.append(legend(known.map((one) => one.name), known, formats));
    const undo = chart(canvas, option);
    return () => {
      undo();
      element.replaceChildren();
    };
  };
}

/** @param {unknown} text */
function bound(text) {
  const value = Number(text);
  return text === undefined || text === 'auto' || Number.isNaN(value) ? undefined : value;
}

/** @param {{request: any, line: Line, name: string}} one @param {number} index @param {any} markLine */
function drawnLine({ request, line, name }, index, markLine) {
  const kind = request.display_type ?? 'line';
  const own = colour(index, request.style?.palette);
  return {
    name,
    type: kind === 'bars' ? 'bar' : 'line',
    stack: kind === 'line' ? undefined : kind,
    data: line.points,
    showSymbol: isLonely(line.points),
    symbolSize: 4,
    color: own,
    lineStyle: { width: request.style?.line_width === 'thick' ? 3 : 1.6, type: request.style?.line_type ?? 'solid' },
    areaStyle: kind === 'area' ? { opacity: 0.25 } : undefined,
    connectNulls: false,
    markLine,
  };
}

/** Whether points have no neighbours, so that no line would show them. @param {Line['points']} points */
function isLonely(points) {
  return !points.some(([, value], i) => i > 0 && value !== null && points[i - 1][1] !== null);
}

/** @param {any} definition @param {import('../numbers.js').Format} format */
function markers(definition, format) {
  const data = (definition.markers ?? []).flatMap((/** @type {any} */ one) =>
    [...String(one.value).matchAll(/(?:y\s*=\s*|<\s*y\s*<\s*|^\s*)(-?\d+(?:\.\d+)?)/g)].slice(0, 1).map((found) => ({
      yAxis: Number(found[1]),
      lineStyle: { color: marker(one.display_type), type: /dashed/.test(one.display_type ?? '') ? 'dashed' : 'solid' },
      label: { formatter: one.label?.trim() || shown(Number(found[1]), format), color: marker(one.display_type), position: 'insideEndTop' },
    })),
  );
  return data.length ? { silent: true, symbol: 'none', data } : undefined;
}

/** Made of elements, so that no name is read as markup. @param {any[]} at @param {any[]} formats */
function tip(at, formats) {
  const box = document.createElement('div');
  box.className = 'tip';
  const when = document.createElement('time');
  when.textContent = moment(at[0].value[0]);
  box.append(when);
  for (const one of at) {
    if (one.value[1] === null) continue;
    const row = document.createElement('div');
    const dot = document.createElement('i');
    dot.style.background = one.color;
    const name = document.createElement('span');
    name.textContent = one.seriesName;
    const value = document.createElement('b');
    value.textContent = shown(one.value[1], formats[one.seriesIndex]);
    row.append(dot, name, value);
    box.append(row);
  }
  return box;
}

/** @param {string[]} names @param {{line: Line, request: any}[]} known @param {any[]} formats */
function legend(names, known, formats) {
  const list = document.createElement('ul');
  list.className = 'legend';
  names.forEach((name, i) => {
    const values = known[i].line.points.map(([, value]) => value).filter((value) => value !== null);
    const item = document.createElement('li');
    const dot = document.createElement('i');
    dot.style.background = colour(i, known[i].request.style?.palette);
    const text = document.createElement('span');
    text.textContent = name;
    const last = document.createElement('b');
    last.textContent = shown(values[values.length - 1], formats[i]);
    item.append(dot, text, last);
    list.append(item);
  });
  return list;
}

/** Shares of a whole, by group. @type {import('./kinds.js').Drawing} */
export async function sunburst({ definition, variables, span, signal }) {
  const request = definition.requests[0];
  const { rows, units } = await cells(request, variables, span, signal);
  const known = rows.filter((row) => (row.values[0] ?? 0) > 0);
  if (!known.length) return html`<div class="empty">${await why(request, variables, signal)}</div>`;
  const format = formatOf(request.formulas?.[0], units[0], definition);
  const option = {
    tooltip: { confine: true, renderMode: 'richText', formatter: (/** @type {any} */ one) => `${one.name}: ${shown(one.value, format)} (${one.percent} %)` },
    legend: { type: 'scroll', orient: 'vertical', right: 8, top: 'middle', textStyle: { color: ink('--ink') } },
    series: [{
      type: 'pie',
      radius: ['45%', '80%'],
      center: ['35%', '50%'],
      label: { show: false },
      data: known.map((row, i) => ({
        name: Object.values(row.group).join(' · ') || request.formulas?.[0]?.alias || '*',
        value: row.values[0],
        itemStyle: { color: colour(i, request.style?.palette) },
      })),
    }],
  };
  return (/** @type {HTMLElement} */ element) => chart(element, option);
}
