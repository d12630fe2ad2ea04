// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Where the widgets of a dashboard stand: in grids, of twelve columns or as many as a group is wide. */

/** Columns of a page, and of a group as wide as it. */
export const WIDE = 12;

/** Of a widget that says none. */
const USUAL = { width: 4, height: 3 };

/**
 * @typedef {{x: number, y: number, width: number, height: number}} Place
 * @typedef {{widget: any, place: Place | undefined}} Placed no place where the widget says none
 */

/** @param {unknown} said @param {number} usual */
const number = (said, usual) => (typeof said === 'number' && Number.isFinite(said) && said >= 0 ? said : usual);

/** @param {any} widget @param {number} columns @returns {Place | undefined} */
function place({ layout, definition }, columns) {
  const isGroup = definition.type === 'group';
  if (!layout || typeof layout !== 'object') return undefined;
  const width = Math.min(columns, Math.max(1, Math.round(number(layout.width, isGroup ? columns : USUAL.width))));
  return {
    x: Math.min(columns - width, Math.round(number(layout.x, 0))),
    y: Math.round(number(layout.y, 0)),
    width,
    height: Math.max(1, Math.round(number(layout.height, USUAL.height))),
  };
}

/** @param {Place} one @param {Place} other */
const meet = (one, other) =>
  one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height;

/** @param {Placed[]} all */
function hasMeeting(all) {
  const places = all.flatMap(({ place: own }) => (own ? [own] : []));
  return places.some((one, i) => places.slice(0, i).some((other) => meet(one, other)));
}

/** @param {Placed} one @param {Placed} other */
const byPlace = ({ place: one }, { place: other }) =>
  one && other ? one.y - other.y || one.x - other.x : Number(!one) - Number(!other);

/**
 * Widgets with their places, the uppermost first. Where two would lie on the same place – files say
 * rows that start at 0 again below others –, the order in the file says what is above what, and
 * each moves up as far as there is room.
 *
 * @param {any[]} widgets
 * @param {number} columns
 * @returns {Placed[]}
 */
export function places(widgets, columns) {
  const all = widgets.map((widget) => ({ widget, place: place(widget, columns) }));
  return (hasMeeting(all) ? stacked(all, columns) : all).sort(byPlace);
}

/** @param {Placed[]} all @param {number} columns @returns {Placed[]} */
function stacked(all, columns) {
  const filled = Array.from({ length: columns }, () => 0);
  return all.map(({ widget, place: own }) => {
    if (!own) return { widget, place: own };
    const y = Math.max(...filled.slice(own.x, own.x + own.width));
    filled.fill(y + own.height, own.x, own.x + own.width);
    return { widget, place: { ...own, y } };
  });
}

/** How many columns the widgets of a group count: as many as it is wide. @param {Place | undefined} own @param {any[]} inner */
export const columnsIn = (own, inner) =>
  Math.max(own?.width ?? WIDE, ...inner.map(({ layout }) => Math.min(WIDE, number(layout?.x, 0) + number(layout?.width, 0))));

/**
 * The columns of a page, each with rows of its own: one that is wide enough shows them side by
 * side. A widget says that it begins the next.
 *
 * @param {any[]} widgets
 * @returns {any[][]}
 */
export function columns(widgets) {
  /** @type {any[][]} */
  const all = [[]];
  for (const one of widgets) {
    if (one.layout?.is_column_break && all[all.length - 1].length) all.push([]);
    all[all.length - 1].push(one);
  }
  return all;
}

/**
 * Where widgets stand on a page without a grid, whose places are pixels of ten: as wide a share of
 * it as they say.
 *
 * @param {any[]} widgets
 * @returns {{height: number, all: {widget: any, style: string}[]}} the uppermost first
 */
export function freely(widgets) {
  const all = widgets.map((widget) => {
    const { layout } = widget;
    return { widget, place: { x: number(layout?.x, 0), y: number(layout?.y, 0), width: number(layout?.width, 40), height: number(layout?.height, 20) } };
  });
  const whole = Math.max(1, ...all.map(({ place: { x, width } }) => x + width));
  const share = (/** @type {number} */ of) => `${(100 * of) / whole}%`;
  return {
    height: 10 * Math.max(0, ...all.map(({ place: { y, height } }) => y + height)),
    all: all.sort(byPlace).map(({ widget, place: { x, y, width, height } }) => ({
      widget,
      style: `--x:${share(x)};--y:${y * 10}px;--w:${share(width)};--h:${height * 10}px`,
    })),
  };
}
