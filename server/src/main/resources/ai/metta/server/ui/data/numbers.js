// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Numbers as people read them. */

const SECONDS = {
  nanosecond: 1e-9,
  microsecond: 1e-6,
  millisecond: 1e-3,
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
};
const BYTES = { byte: 1, kibibyte: 1024, mebibyte: 1024 ** 2, gibibyte: 1024 ** 3, tebibyte: 1024 ** 4 };

/**
 * @typedef {{unit?: string, per?: string, precision?: number, custom?: string}} Format
 */

/** @param {number} value @param {number} [precision] */
function plain(value, precision) {
  const size = Math.abs(value);
  const [by, word] =
    size >= 1e12 ? [1e12, 'T'] : size >= 1e9 ? [1e9, 'G'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, ''];
  return digits(value / by, precision) + word;
}

/** @param {number} value @param {number} [precision] */
function digits(value, precision) {
  const most = precision ?? (Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2);
  return value.toLocaleString('en-US', { maximumFractionDigits: most });
}

/** @param {number} seconds @param {number} [precision] */
function duration(seconds, precision) {
  const size = Math.abs(seconds);
  const [by, word] =
    size === 0 ? [1, 's']
    : size < 1e-3 ? [1e-6, 'µs']
    : size < 1 ? [1e-3, 'ms']
    : size < 120 ? [1, 's']
    : size < 7200 ? [60, 'min']
    : size < 172_800 ? [3600, 'h']
    : [86_400, 'd'];
  return `${digits(seconds / by, precision)} ${word}`;
}

/** @param {number} bytes @param {number} [precision] */
function memory(bytes, precision) {
  const words = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let step = 0;
  while (Math.abs(bytes) >= 1024 && step < words.length - 1) {
    bytes /= 1024;
    step++;
  }
  return `${digits(bytes, precision)} ${words[step]}`;
}

/**
 * @param {number | null | undefined} value
 * @param {Format} [format]
 * @returns {string} a dash for what is unknown
 */
export function shown(value, { unit, per, precision, custom } = {}) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (custom) return `${plain(value, precision)} ${custom}`;
  const each = per ? `/${per}` : '';
  if (unit && unit in SECONDS) {
    return duration(value * SECONDS[/** @type {keyof SECONDS} */ (unit)], precision) + each;
  }
  if (unit && unit in BYTES) {
    return memory(value * BYTES[/** @type {keyof BYTES} */ (unit)], precision) + each;
  }
  switch (unit) {
    case 'percent':
      return `${digits(value, precision)} %`;
    case 'fraction':
      return `${digits(value * 100, precision)} %`;
    case 'dollar':
      return `$${plain(value, precision ?? (Math.abs(value) < 100 ? 2 : 0))}${each}`;
    default:
      return plain(value, precision) + each;
  }
}

/**
 * How a formula's numbers are to be shown: as it says, else by the unit of its metric.
 *
 * @param {any} formula
 * @param {any} answered Datadog's pair of units
 * @param {any} [definition] of the widget
 * @returns {Format}
 */
export function formatOf(formula, answered, definition = {}) {
  const said = formula?.number_format?.unit;
  const own = said?.type === 'canonical_unit' ? said : undefined;
  return {
    unit: own?.unit_name ?? answered?.[0]?.name,
    per: own?.per_unit_name ?? answered?.[1]?.short_name,
    custom: said?.type === 'custom_unit_label' ? said.label : definition.custom_unit,
    precision: definition.precision,
  };
}
