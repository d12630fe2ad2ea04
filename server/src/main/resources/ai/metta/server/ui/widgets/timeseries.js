// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { ask, inTurn } from '../data/api.js';
import { marker, series as colour } from '../data/colours.js';
import { formatOf, isCounted, scale, shown } from '../data/numbers.js';
import { lines } from '../data/requests.js';
import { ago, moment } from '../data/time.js';
import { inQuery } from '../data/variables.js';
import { chart, dot, ink, tip, tipStyle } from './chart.js';
import { nothingOf } from './empty.js';

/** @typedef {import('../data/requests.js').Line} Line */
/** @typedef {{request: any, line: Line, name: string, format: any, colour: string}} Named */

/** A line of very many would say nothing. */
const MOST_LINES = 200;

/** @param {any} request @param {Line} line @param {number} count of lines of its formula */
function named(request, line, count) {
  const formula = request.formulas?.[line.formula];
  const tags = line.tags.map((tag) => tag.slice(tag.indexOf(':') + 1)).join(' · ');
  const alias = formula?.alias ?? request.metadata?.find((/** @type {any} */ one) => one.alias_name)?.alias_name;
  return alias ? (tags && count > 1 ? `${alias} ${tags}` : alias) : tags || request.queries?.[0]?.query || request.q || '';
}

/** Lines, areas or bars over time. @type {import('./kinds.js').Drawing} */
export async function timeseries({ definition, variables, span, signal, go }) {
  const answers = await Promise.all(definition.requests.map((/** @type {any} */ request) => lines(request, variables, span, signal)));
  /** @type {Named[]} */
  const known = answers.flatMap((found, index) => ofRequest(definition.requests[index], found));
  if (!known.length) return nothingOf(definition.requests[0], variables, signal);
  known.forEach((one, i) => (one.colour = own(one) ?? colour(i, one.request.style?.palette)));
  const seen = known.slice(0, MOST_LINES);
  const { happened, wrong } = await events(definition, variables, span, signal);
  const option = drawing(definition, seen, span, happened);
  return {
    rows: asRows(known),
    content: (/** @type {HTMLElement} */ element) => {
      const { canvas, drawn, undo } = chart(element, option, told(legend(definition, seen, known.length), wrong));
      const uncouple = coupled(canvas, drawn, go);
      return () => {
        uncouple();
        undo();
      };
    },
  };
}

/** Lines with a value, with their names. @param {any} request @param {Line[]} found @returns {Named[]} */
function ofRequest(request, found) {
  return found
    .filter((line) => line.points.some(([, value]) => value !== null))
    .map((line) => ({
      request,
      line,
      name: named(request, line, found.filter((other) => other.formula === line.formula).length),
      format: formatOf(request.formulas?.[line.formula], line.unit),
      colour: '',
    }));
}

/** A colour that the formula says for itself. @param {Named} one @returns {string | undefined} */
function own({ request, line }) {
  const style = request.formulas?.[line.formula]?.style;
  return style?.palette ? colour(style.palette_index ?? 0, style.palette) : undefined;
}

/** @param {any} definition @param {Named[]} known @param {import('../data/time.js').Span} span @param {any[]} happened */
function drawing(definition, known, span, happened) {
  const hasRight = known.some(({ request }) => request.on_right_yaxis);
  const left = known.find(({ request }) => !request.on_right_yaxis) ?? known[0];
  const right = known.find(({ request }) => request.on_right_yaxis);
  const { bounds } = marked(definition, left.format);
  const scales = [scaled(definition.yaxis, left.format, known.filter(({ request }) => !hasRight || !request.on_right_yaxis), bounds),
    scaled(definition.right_yaxis, right?.format, known.filter(({ request }) => request.on_right_yaxis), [])];
  const of = (/** @type {Named} */ one) => scales[one.request.on_right_yaxis ? 1 : 0];
  return {
    grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
    xAxis: {
      type: 'time',
      min: span.from,
      max: span.to,
      axisLabel: { color: ink('--faint'), hideOverlap: true },
      axisLine: { lineStyle: { color: ink('--line') } },
      axisTick: { show: false },
    },
    yAxis: [axis(definition.yaxis, scales[0], bounds), ...(hasRight ? [axis(definition.right_yaxis, scales[1])] : [])],
    tooltip: {
      ...tipStyle(),
      trigger: 'axis',
      axisPointer: { type: 'line', lineStyle: { color: ink('--faint'), type: 'solid', width: 1 } },
      formatter: (/** @type {any[]} */ at) =>
        tip(moment(at[0].value[0]), at.filter((one) => one.value[1] !== null).sort((one, other) => other.value[1] - one.value[1]).slice(0, 12)
          .map((one) => ({ colour: one.color, name: one.seriesName, value: shown(one.value[1] * of(known[one.seriesIndex]).by, known[one.seriesIndex].format) }))),
    },
    series: known.map((one, i) => drawnLine(one, of(one).by, i === 0 ? marks(definition, left.format, scales[0].by, happened) : {})),
  };
}

/**
 * The one unit of an axis, by the largest that it shows. What is stacked adds up; the steps of a
 * logarithm are not those of a unit.
 *
 * @param {any} said
 * @param {any} format
 * @param {Named[]} known
 * @param {number[]} bounds of markers
 */
function scaled(said, format = {}, known, bounds) {
  if (said?.scale === 'log') return { by: 1, isWhole: false, words: (/** @type {number} */ value) => shown(value, format) };
  /** @type {Map<string, number>} */ const sums = new Map();
  let most = Math.max(0, ...bounds.map(Math.abs));
  for (const { request, line } of known) {
    for (const [at, value] of line.points) {
      if (value === null) continue;
      const stack = isStacked(request) ? `${request.display_type} ${at} ${value < 0}` : '';
      const sum = Math.abs(value) + (stack ? (sums.get(stack) ?? 0) : 0);
      if (stack) sums.set(stack, sum);
      most = Math.max(most, sum);
    }
  }
  const [low, high] = [bound(said?.min), bound(said?.max)];
  return scale(high === undefined ? most : Math.max(Math.abs(high), Math.abs(low ?? 0)), format);
}

/** @typedef {ReturnType<typeof scale>} Scale */

/** @param {any} [said] @param {Scale} [unit] @param {number[]} [bounds] of markers, so that the axis reaches them */
function axis(said = {}, unit = scale(1), bounds = []) {
  const most = bound(said.max);
  const least = bound(said.min);
  return {
    type: said.scale === 'log' ? 'log' : 'value',
    min: least === undefined ? undefined : least / unit.by,
    max: most !== undefined ? most / unit.by : bounds.length ? (/** @type {any} */ drawn) => Math.max(drawn.max, ...bounds.map((one) => one / unit.by)) * 1.04 : undefined,
    scale: said.include_zero === false,
    splitNumber: 4,
    minInterval: unit.isWhole ? 1 : undefined,
    axisLabel: { color: ink('--faint'), hideOverlap: true, showMaxLabel: most !== undefined || !bounds.length, formatter: unit.words },
    splitLine: { lineStyle: { color: ink('--line') } },
    name: said.label || undefined,
    nameTextStyle: { color: ink('--faint'), align: 'left' },
  };
}

/** @param {unknown} text */
function bound(text) {
  const value = Number(text);
  return text === undefined || text === null || text === 'auto' || Number.isNaN(value) ? undefined : value;
}

/** @param {any} request */
const isStacked = ({ display_type: kind = 'line' }) => kind !== 'line' && kind !== 'overlay';

/** @param {Named} one @param {number} by what its values are divided by @param {any} marks */
function drawnLine({ request, line, name, colour: ofIt }, by, marks) {
  const kind = request.display_type ?? 'line';
  const points = joined(line.points);
  return {
    name,
    type: kind === 'bars' ? 'bar' : 'line',
    stack: isStacked(request) ? `${kind}${request.on_right_yaxis ? ' right' : ''}` : undefined,
    yAxisIndex: request.on_right_yaxis ? 1 : 0,
    data: by === 1 ? points : points.map(([at, value]) => [at, value === null ? null : value / by]),
    showSymbol: isLonely(points),
    symbolSize: 4,
    barMaxWidth: 26,
    color: ofIt,
    lineStyle: { width: WIDTHS[/** @type {keyof WIDTHS} */ (request.style?.line_width)] ?? 1.6, type: request.style?.line_type ?? 'solid' },
    areaStyle: kind === 'area' ? { opacity: 0.25 } : undefined,
    connectNulls: false,
    ...marks,
  };
}

const WIDTHS = { thin: 1, normal: 1.6, thick: 3 };

/** As long as Datadog draws a line on over: points that are no further apart are joined. */
const JOINED = 300_000;

/** The points without gaps that are short; a long one stays one. @param {Line['points']} points @returns {Line['points']} */
function joined(points) {
  /** @type {Line['points']} */ const out = [];
  /** @type {Line['points']} */ let gap = [];
  for (const point of points) {
    if (point[1] === null) {
      gap.push(point);
      continue;
    }
    const before = out[out.length - 1];
    if (!before || point[0] - before[0] > JOINED) out.push(...gap);
    gap = [];
    out.push(point);
  }
  return [...out, ...gap];
}

/** Whether points have no neighbours, so that no line would show them. @param {Line['points']} points */
function isLonely(points) {
  return !points.some(([, value], i) => i > 0 && value !== null && points[i - 1][1] !== null);
}

/**
 * What markers say: a line for `y = 5`, an area for `1 < y < 5`, `y > 5` and their kin.
 *
 * @param {any} definition
 * @param {any} format
 */
function marked(definition, format) {
  /** @type {any[]} */ const at = [];
  /** @type {any[]} */ const areas = [];
  /** @type {number[]} */ const bounds = [];
  for (const one of definition.markers ?? []) {
    const ofIt = marker(one.display_type);
    const text = String(one.value);
    const label = { color: ofIt, backgroundColor: ink('--card'), padding: [1, 4], borderRadius: 3, formatter: one.label?.trim() || text };
    const line = /^\s*(?:y\s*=\s*)?(-?\d+(?:\.\d+)?)\s*$/.exec(text);
    const between = /^\s*(-?\d+(?:\.\d+)?)\s*<=?\s*y\s*<=?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
    const beyond = /^\s*y\s*([<>])=?\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
    if (line) {
      bounds.push(Number(line[1]));
      label.formatter = one.label?.trim() || shown(Number(line[1]), format);
      at.push({ yAxis: Number(line[1]), label: { ...label, position: 'insideEndTop' }, lineStyle: { color: ofIt, type: /dashed/.test(one.display_type ?? '') ? 'dashed' : 'solid', width: /bold/.test(one.display_type ?? '') ? 2 : 1 } });
    } else if (between || beyond) {
      const [low, high] = between ? [Number(between[1]), Number(between[2])] : beyond?.[1] === '<' ? [undefined, Number(beyond[2])] : [Number(beyond?.[2]), undefined];
      for (const end of [low, high]) if (end !== undefined) bounds.push(end);
      areas.push([{ yAxis: low, itemStyle: { color: ofIt, opacity: 0.12 }, label: { ...label, position: 'insideTopRight' } }, { yAxis: high }]);
    }
  }
  return { at, areas, bounds };
}

/** Markers, and the instants at which something happened. @param {any} definition @param {any} format @param {number} by what values are divided by @param {any[]} happened */
function marks(definition, format, by, happened) {
  const { at, areas } = marked(definition, format);
  for (const end of [...at, ...areas.flat()]) if (end.yAxis !== undefined) end.yAxis /= by;
  const instants = happened.map(({ time, title }) => ({
    xAxis: time,
    lineStyle: { color: ink('--accent'), type: 'solid', width: 1, opacity: 0.6 },
    label: { show: false, formatter: title },
    emphasis: { label: { show: true, color: ink('--ink') } },
  }));
  return {
    ...(at.length || instants.length ? { markLine: { symbol: 'none', data: [...at, ...instants] } } : {}),
    ...(areas.length ? { markArea: { silent: true, data: areas } } : {}),
  };
}

/** What happened in the span, where the widget asks for it. @param {any} definition @param {any} variables @param {any} span @param {AbortSignal} signal */
async function events(definition, variables, span, signal) {
  const asked = definition.events ?? [];
  const answers = await Promise.all(asked.map((/** @type {any} */ { q }) =>
    inTurn(() => ask('/ui/query/events', {
      method: 'POST',
      signal,
      body: { filter: { query: inQuery(q, variables), from: new Date(span.from).toISOString(), to: new Date(span.to).toISOString() }, page: { limit: 50 } },
    })).catch((failed) => {
      if (signal.aborted) throw failed;
      return { data: [], wrong: failed instanceof Error ? failed.message : String(failed) };
    }),
  ));
  const wrong = answers.find((answer) => answer.wrong)?.wrong;
  const happened = answers.flatMap(({ data }) => data.map((/** @type {any} */ { attributes }) => ({ time: Date.parse(attributes.timestamp), title: attributes.attributes?.title ?? '' })));
  return { happened, wrong };
}

/** @type {Record<string, {words: string, of: (values: number[]) => number}>} */
const COLUMNS = {
  avg: { words: 'Avg', of: (values) => values.reduce((sum, one) => sum + one, 0) / values.length },
  min: { words: 'Min', of: (values) => Math.min(...values) },
  max: { words: 'Max', of: (values) => Math.max(...values) },
  sum: { words: 'Sum', of: (values) => values.reduce((sum, one) => sum + one, 0) },
  value: { words: 'Last', of: (values) => values[values.length - 1] },
};

/** @param {any} definition @param {Named[]} known @param {number} count of all lines @returns {HTMLElement | undefined} */
function legend(definition, known, count) {
  if (definition.show_legend === false || (known.length < 2 && !definition.show_legend)) return undefined;
  return definition.legend_layout === 'vertical' || definition.legend_size > 0 ? tall(definition, known) : wide(known, count);
}

/** A legend that says too why nothing is shown of what happened. @param {HTMLElement | undefined} below @param {string} [wrong] */
function told(below, wrong) {
  if (!wrong) return below;
  const note = document.createElement('p');
  note.className = 'legend bad';
  note.textContent = `events are not shown: ${wrong}`;
  const both = document.createElement('div');
  both.append(...(below ? [below] : []), note);
  return both;
}

/** @param {Line} line */
const values = (line) => /** @type {number[]} */ (line.points.map(([, value]) => value).filter((value) => value !== null));

/** Whether its points are counts, each of a time of its own: the last of them says little. @param {any} request */
const sumsUp = (request) => {
  const queries = (request.queries ?? [{ query: request.q }]).map((/** @type {any} */ one) => String(one.query ?? ''));
  return queries.length > 0 && queries.every((/** @type {string} */ one) => /\.as_count\(\)/.test(one)) &&
    (request.formulas ?? []).every((/** @type {any} */ { formula }) => /^\s*\w+\s*$/.test(formula));
};

/** How long the time is of which a point is the mean. @param {Line} line */
function lengthOf({ points }) {
  const step = points.length > 1 ? points[1][0] - points[0][0] : 0;
  return step > 60_000 ? ago(step) : '';
}

/** @param {Named[]} known @param {number} count */
function wide(known, count) {
  const list = document.createElement('ul');
  list.className = 'legend';
  for (const { request, name, line, format, colour: ofIt } of known) {
    const item = document.createElement('li');
    const text = document.createElement('span');
    text.textContent = name;
    const last = document.createElement('b');
    const isSum = sumsUp(request);
    const figure = COLUMNS[isSum ? 'sum' : 'value'].of(values(line));
    // Below one it is a share or a score rather than a count.
    const isMean = !isSum && isCounted(format) && Math.abs(figure) > 1 && !Number.isInteger(figure) && lengthOf(line) !== '';
    last.textContent = `${isSum ? 'Σ ' : isMean ? '⌀ ' : ''}${shown(figure, format)}`;
    last.title = isSum ? 'the sum of this span' : isMean ? `a mean of the last ${lengthOf(line)}, and no count` : 'the last that is drawn';
    item.append(dot(ofIt), text, last);
    list.append(item);
  }
  if (count > known.length) {
    const rest = document.createElement('li');
    rest.textContent = `and ${count - known.length} more, not drawn`;
    list.append(rest);
  }
  return list;
}

/** @param {any} definition @param {Named[]} known */
function tall(definition, known) {
  const wanted = (definition.legend_columns ?? ['avg', 'max', 'value']).filter((/** @type {string} */ one) => one in COLUMNS);
  const box = document.createElement('div');
  box.className = 'legend tall';
  const table = document.createElement('table');
  const head = table.createTHead().insertRow();
  for (const words of ['', ...wanted.map((/** @type {string} */ one) => COLUMNS[one].words)]) {
    const cell = document.createElement('th');
    cell.textContent = words;
    if (words) cell.className = 'num';
    head.append(cell);
  }
  const body = table.createTBody();
  for (const { name, line, format, colour: ofIt } of known) {
    const row = body.insertRow();
    row.insertCell().append(dot(ofIt), ` ${name}`);
    for (const column of wanted) {
      const cell = row.insertCell();
      cell.className = 'num';
      cell.textContent = shown(COLUMNS[column].of(values(line)), format);
    }
  }
  box.append(table);
  return box;
}

/** @param {Named[]} known @returns {(string | number | null)[][]} */
function asRows(known) {
  const times = [...new Set(known.flatMap(({ line }) => line.points.map(([at]) => at)))].sort((one, other) => one - other);
  const byTime = known.map(({ line }) => new Map(line.points));
  return [
    ['time', ...known.map(({ name }) => name)],
    ...times.map((at) => [new Date(at).toISOString(), ...byTime.map((map) => map.get(at) ?? null)]),
  ];
}

/**
 * Shows where the pointer is on every other chart of the page, and makes a span of what is dragged
 * over.
 *
 * @param {HTMLElement} canvas
 * @param {any} drawn
 * @param {(change: (address: URLSearchParams) => void) => void} go
 */
function coupled(canvas, drawn, go) {
  const line = document.createElement('i');
  line.className = 'cursor';
  const box = document.createElement('i');
  box.className = 'dragged';
  canvas.append(line, box);
  /** @type {number | undefined} */ let start;
  const at = (/** @type {PointerEvent} */ event) => {
    const { left } = canvas.getBoundingClientRect();
    return drawn.convertFromPixel({ xAxisIndex: 0 }, event.clientX - left);
  };
  const pixel = (/** @type {number} */ time) => drawn.convertToPixel({ xAxisIndex: 0 }, time);
  const moved = (/** @type {PointerEvent} */ event) => {
    const time = at(event);
    dispatchEvent(new CustomEvent('metta-cursor', { detail: { time, from: canvas } }));
    if (start === undefined) return;
    const [left, right] = [pixel(start), pixel(time)].sort((one, other) => one - other);
    box.style.cssText = `display:block;left:${left}px;width:${right - left}px`;
  };
  const left = () => dispatchEvent(new CustomEvent('metta-cursor', { detail: { time: undefined, from: canvas } }));
  const pressed = (/** @type {PointerEvent} */ event) => {
    if (event.button === 0) start = at(event);
  };
  const released = (/** @type {PointerEvent} */ event) => {
    box.style.display = 'none';
    if (start === undefined) return;
    const [from, to] = [start, at(event)].sort((one, other) => one - other);
    const isDrag = Math.abs(pixel(to) - pixel(from)) > 8;
    start = undefined;
    if (isDrag && to - from >= 60_000) {
      go((address) => {
        address.delete('live');
        address.set('from_ts', String(Math.round(from)));
        address.set('to_ts', String(Math.round(to)));
      });
    }
  };
  const follow = (/** @type {any} */ { detail }) => {
    const isShown = detail.time !== undefined && detail.from !== canvas;
    line.style.display = isShown ? 'block' : 'none';
    if (isShown) line.style.left = `${pixel(detail.time)}px`;
  };
  canvas.addEventListener('pointermove', moved);
  canvas.addEventListener('pointerleave', left);
  canvas.addEventListener('pointerdown', pressed);
  addEventListener('pointerup', released);
  addEventListener('metta-cursor', follow);
  return () => {
    canvas.removeEventListener('pointermove', moved);
    canvas.removeEventListener('pointerleave', left);
    canvas.removeEventListener('pointerdown', pressed);
    removeEventListener('pointerup', released);
    removeEventListener('metta-cursor', follow);
    line.remove();
    box.remove();
  };
}
