// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A drawing surface that stays while what it draws is drawn anew. */

import * as echarts from 'echarts';

/** @param {string} name of a colour of the page */
export const ink = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** @typedef {{canvas: HTMLElement, drawn: any, sizes: ResizeObserver}} Surface */

/** @type {WeakMap<HTMLElement, Surface>} */
const SURFACES = new WeakMap();

/** @param {HTMLElement} element @returns {Surface} */
function surface(element) {
  const known = SURFACES.get(element);
  if (known && known.canvas.isConnected) return known;
  const canvas = document.createElement('div');
  canvas.className = 'canvas';
  element.replaceChildren(canvas);
  const drawn = echarts.init(canvas, null, { renderer: 'canvas' });
  const sizes = new ResizeObserver(() => drawn.resize());
  sizes.observe(canvas);
  const made = { canvas, drawn, sizes };
  SURFACES.set(element, made);
  return made;
}

/**
 * Draws into an element, as large as that is, until it is undone.
 *
 * @param {HTMLElement} element
 * @param {any} option
 * @param {HTMLElement} [below] what stands under the drawing
 * @returns {{canvas: HTMLElement, drawn: any, undo: () => void}}
 */
export function chart(element, option, below) {
  const { canvas, drawn, sizes } = surface(element);
  while (canvas.nextSibling) canvas.nextSibling.remove();
  if (below) element.append(below);
  drawn.setOption({ animation: false, ...option }, { notMerge: true });
  return {
    canvas,
    drawn,
    undo: () => {
      SURFACES.delete(element);
      sizes.disconnect();
      drawn.dispose();
      element.replaceChildren();
    },
  };
}

/** What all tips look like. */
export const tipStyle = () => ({
  confine: true,
  backgroundColor: ink('--card'),
  borderColor: ink('--line'),
  textStyle: { color: ink('--ink') },
});

/**
 * A tip made of elements, so that no name is read as markup.
 *
 * @param {string} title
 * @param {{colour?: string, name: string, value: string}[]} rows
 */
export function tip(title, rows) {
  const box = document.createElement('div');
  box.className = 'tip';
  if (title) {
    const head = document.createElement('time');
    head.textContent = title;
    box.append(head);
  }
  for (const { colour, name, value } of rows) {
    const row = document.createElement('div');
    if (colour) row.append(dot(colour));
    const text = document.createElement('span');
    text.textContent = name;
    const number = document.createElement('b');
    number.textContent = value;
    row.append(text, number);
    box.append(row);
  }
  return box;
}

/** @param {string} colour */
export function dot(colour) {
  const made = document.createElement('i');
  made.style.background = colour;
  return made;
}
