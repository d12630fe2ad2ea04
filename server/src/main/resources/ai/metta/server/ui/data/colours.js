// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Colours by the names that Datadog's JSON has for them. */

const SERIES = ['#5b8ff9', '#5ad8a6', '#f6bd16', '#e8684a', '#9270ca', '#6dc8ec', '#ff9d4d', '#269a99', '#ff99c3', '#5d7092'];

/** @type {Record<string, string[]>} */
const PALETTES = {
  cool: ['#3b6fd4', '#4fa3d9', '#53c2c5', '#6ad0a6', '#8a7be0', '#5560b8'],
  warm: ['#e4572e', '#f29f05', '#d9304f', '#f26a8d', '#b5489a', '#ffc145'],
  purple: ['#7b5bd6', '#9d7ff0', '#5a3fa8', '#c1aaf7'],
  orange: ['#f28b30', '#f7ad5b', '#d66a0a', '#f9cb92'],
  gray: ['#8a94a6', '#6a7385', '#aab3c2', '#c7cdd8'],
  grey: ['#8a94a6', '#6a7385', '#aab3c2', '#c7cdd8'],
  blue: ['#3b6fd4', '#6b96e8', '#1f4ea8', '#9cbcf2'],
  green: ['#2fa86f', '#5cc894', '#1d7d50', '#93dcb8'],
  red: ['#d9304f', '#ea6a80', '#a81a36', '#f3a0ae'],
};

/** @param {number} index @param {string} [palette] */
export function series(index, palette) {
  const colours = PALETTES[palette ?? ''] ?? SERIES;
  return colours[index % colours.length];
}

/**
 * The class that draws a palette of conditional formats: `white_on_green` and its kin.
 *
 * @param {any} format
 * @returns {{name: string, background?: string, text?: string}}
 */
export function conditional(format) {
  if (format.palette === 'custom_bg') return { name: 'pal', background: format.custom_bg_color };
  if (format.palette === 'custom_text') return { name: 'pal', text: format.custom_fg_color };
  return { name: `pal pal-${String(format.palette).replaceAll('_', '-')}` };
}

/** @type {Record<string, (value: number, bound: number) => boolean>} */
const COMPARATORS = {
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
  '=': (value, bound) => value === bound,
};

/**
 * The first of some conditional formats that a value meets; none for what is unknown.
 *
 * @param {any[] | undefined} formats
 * @param {number | null | undefined} value
 * @returns {any}
 */
export function met(formats, value) {
  if (value === null || value === undefined) return undefined;
  return (formats ?? []).find((one) => COMPARATORS[one.comparator]?.(value, one.value));
}

/** The colour of a marker: `error dashed`, `ok solid`. @param {string} [display] */
export function marker(display = '') {
  return display.startsWith('error') ? '#d9304f'
    : display.startsWith('warning') ? '#e0a100'
    : display.startsWith('ok') ? '#2fa86f'
    : '#6b7a90';
}
