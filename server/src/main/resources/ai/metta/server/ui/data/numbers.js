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

const SHORT = { nanosecond: 'ns', microsecond: 'µs', millisecond: 'ms', second: 's', minute: 'min', hour: 'h', day: 'd', week: 'wk', byte: 'B', kibibyte: 'KiB', mebibyte: 'MiB', gibibyte: 'GiB', tebibyte: 'TiB' };

/** @typedef {[by: number, word: string][]} Steps the smallest first */

/** @type {Steps} */
const OF_NUMBERS = [[1, ''], [1e3, 'k'], [1e6, 'M'], [1e9, 'G'], [1e12, 'T']];
/** @type {Steps} of seconds */
const OF_TIME = [[1e-9, 'ns'], [1e-6, 'µs'], [1e-3, 'ms'], [1, 's'], [60, 'min'], [3600, 'h'], [86_400, 'd']];
/** @type {Steps} */
const OF_BYTES = [[1, 'B'], [1024, 'KiB'], [1024 ** 2, 'MiB'], [1024 ** 3, 'GiB'], [1024 ** 4, 'TiB'], [1024 ** 5, 'PiB']];

/**
 * @typedef {{unit?: string, per?: string, precision?: number, custom?: string, isRaw?: boolean}} Format
 *   raw is what is shown in the unit that it has, all of it
 */

/** The last of some steps that a size reaches so many times. @param {number} size @param {Steps} steps @param {number} times */
function step(size, steps, times) {
  return steps.findLast(([by]) => size >= by * times) ?? steps[0];
}

/** @param {number} value @param {number} [precision] */
function plain(value, precision) {
  const size = Math.abs(value);
  const [by, word] = size < 1e4 || size >= MOST ? OF_NUMBERS[0] : step(size, OF_NUMBERS, 1);
  return digits(value / by, precision) + word;
}

/** Below this, and from that on, a number is shown by its power of ten. */
const LEAST = 1e-4;
const MOST = 1e15;

/**
 * As many digits as are read; and always one that is not 0, where the value is not.
 *
 * @param {number} value
 * @param {number} [precision] digits after the point
 */
function digits(value, precision) {
  const size = Math.abs(value);
  if (size >= MOST || (size > 0 && size < LEAST && !(precision !== undefined && size >= 0.5 * 10 ** -precision))) {
    return value.toExponential(2).replace(/\.?0+e/, 'e').replace('e+', 'e');
  }
  const usual = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 || size === 0 ? 2 : significant(size);
  const isLost = precision !== undefined && size > 0 && size < 0.5 * 10 ** -precision;
  return fixed(value, isLost ? significant(size) : (precision ?? usual));
}

/** How many digits after the point show two that say something. @param {number} size above 0, below 1 */
const significant = (size) => 1 - Math.floor(Math.log10(size));

/** @param {number} value @param {number} most digits after the point */
const fixed = (value, most) => value.toLocaleString('en-US', { maximumFractionDigits: Math.min(20, Math.max(0, most)) });

/** @param {number} seconds @param {number} [precision] */
function duration(seconds, precision) {
  const size = Math.abs(seconds);
  const [by, word] =
    size === 0 || (size >= 1 && size < 120) ? [1, 's']
    : size < 1 ? step(size, OF_TIME, 1)
    : size < 7200 ? [60, 'min']
    : size < 172_800 ? [3600, 'h']
    : [86_400, 'd'];
  return `${digits(seconds / by, precision)} ${word}`;
}

/** @param {number} bytes @param {number} [precision] */
function memory(bytes, precision) {
  const [by, word] = step(Math.abs(bytes), OF_BYTES, 1);
  return `${digits(bytes / by, precision)} ${word}`;
}

/** All of a number, without a step. @param {number} value @param {number} [precision] */
const whole = (value, precision) => digits(value, precision ?? (Math.abs(value) >= 100 ? 2 : undefined));

/**
 * @param {number | null | undefined} value
 * @param {Format} [format]
 * @returns {string} a dash for what is unknown
 */
export function shown(value, { unit, per, precision, custom, isRaw = false } = {}) {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const scaled = isRaw ? whole : plain;
  if (custom) return `${scaled(value, precision)} ${custom}`;
  const each = per ? `/${per}` : '';
  if (isRaw && unit && unit in SHORT) return `${whole(value, precision)} ${SHORT[/** @type {keyof SHORT} */ (unit)]}${each}`;
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
      return `${value < 0 ? '-' : ''}$${scaled(Math.abs(value), precision ?? (Math.abs(value) < 100 ? 2 : isRaw ? 2 : Math.abs(value) < 1e4 ? 0 : undefined))}${each}`;
    default:
      return scaled(value, precision) + each;
  }
}

/** Whether it may be of things that are counted, of which there is no half. @param {Format} format */
export const isCounted = ({ unit, per }) =>
  unit === undefined || (per === undefined && !(unit in SECONDS) && !(unit in BYTES) && !['percent', 'fraction', 'dollar'].includes(unit));

/** A figure of merit: two digits, and more where those would say nothing. @param {number} fom */
export const merit = (fom) => (fom !== 0 && Math.abs(fom) < 0.005 ? digits(fom) : fom.toFixed(2));

/**
 * One unit for all ticks of an axis, so large that they are whole numbers of it.
 *
 * @param {number} most the largest that it shows
 * @param {Format} [format]
 * @returns {{by: number, isWhole: boolean, words: (scaled: number) => string}} what to divide values by;
 *   and how to show what was divided
 */
export function scale(most, format = {}) {
  const { unit, per, custom } = format;
  const each = per ? `/${per}` : '';
  const size = Math.abs(most);
  const steps = unit && unit in SECONDS ? OF_TIME : unit && unit in BYTES ? OF_BYTES : undefined;
  if (steps && !custom) {
    const own = unit && unit in SECONDS ? SECONDS[/** @type {keyof SECONDS} */ (unit)] : BYTES[/** @type {keyof BYTES} */ (unit)];
    const [by, word] = size > 0 ? step(size * own, steps, steps === OF_TIME ? 3 : 2) : [own, SHORT[/** @type {keyof SHORT} */ (unit)]];
    return { by: by / own, isWhole: size * own >= by * 2, words: (scaled) => `${ticked(scaled)} ${word}${each}` };
  }
  if (unit === 'percent' || unit === 'fraction') {
    return { by: unit === 'fraction' ? 0.01 : 1, isWhole: false, words: (scaled) => `${ticked(scaled)} %` };
  }
  const [by, word] = size < 1e4 ? OF_NUMBERS[0] : step(size, OF_NUMBERS, 1);
  const before = unit === 'dollar' && !custom ? '$' : '';
  const after = custom ? ` ${custom}` : each;
  return { by, isWhole: false, words: (scaled) => `${scaled < 0 ? '-' : ''}${before}${ticked(Math.abs(scaled))}${scaled === 0 ? '' : word}${after}` };
}

/** A tick, without what arithmetic left behind the point. @param {number} value */
const ticked = (value) => {
  const size = Math.abs(value);
  if (size !== 0 && (size < LEAST || size >= MOST)) return digits(Number(value.toPrecision(6)));
  return fixed(Number(value.toPrecision(6)), 6);
};

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
    precision: Number.isInteger(definition.precision) ? definition.precision : undefined,
    isRaw: definition.autoscale === false,
  };
}
