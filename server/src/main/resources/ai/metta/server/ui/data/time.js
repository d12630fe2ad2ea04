// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Spans of time, as addresses hold them: `live=1w`, or `from_ts` and `to_ts` in milliseconds. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS = { m: MINUTE, h: HOUR, d: DAY, w: 7 * DAY, mo: 30 * DAY, y: 365 * DAY };
const WORDS = { minute: 'm', hour: 'h', day: 'd', week: 'w', month: 'mo', year: 'y' };

/** What the picker offers. */
export const PRESETS = [
  ['15m', 'Past 15 minutes'],
  ['1h', 'Past hour'],
  ['4h', 'Past 4 hours'],
  ['1d', 'Past day'],
  ['2d', 'Past 2 days'],
  ['1w', 'Past week'],
  ['1mo', 'Past month'],
  ['3mo', 'Past 3 months'],
];

/** @typedef {{live?: string, from: number, to: number}} Span milliseconds */

/** @param {string} live @returns {number} milliseconds; 0 for no span */
export function length(live) {
  const found = /^(\d+)(m|h|d|w|mo|y)$/.exec(live);
  return found ? Number(found[1]) * UNITS[/** @type {keyof UNITS} */ (found[2])] : 0;
}

/** A span that ends now. @param {string} live @returns {Span} */
export function ending(live) {
  const now = Date.now();
  return { live, from: now - length(live), to: now };
}

/**
 * The span of a widget of its own, of a dashboard, or of the page.
 *
 * @param {any} time Datadog's `time` or `default_timeframe`
 * @returns {Span | undefined} undefined where it says none
 */
export function declared(time) {
  if (!time) return undefined;
  if (time.live_span && length(time.live_span)) return ending(time.live_span);
  if (time.type === 'live' && time.unit in WORDS) {
    return ending(`${time.value}${WORDS[/** @type {keyof WORDS} */ (time.unit)]}`);
  }
  if (time.type === 'fixed') return { from: time.from * 1000, to: time.to * 1000 };
  return undefined;
}

/** @param {URLSearchParams} address @returns {Span | undefined} */
export function chosen(address) {
  const live = address.get('live');
  if (live && length(live)) return ending(live);
  const from = Number(address.get('from_ts'));
  const to = Number(address.get('to_ts'));
  return from > 0 && to > from ? { from, to } : undefined;
}

/** What of an address says no span, in words; empty where all of it does. @param {URLSearchParams} address */
export function oddity(address) {
  const live = address.get('live');
  if (live !== null && !length(live)) return `live=${live} is no span: 90m, 6h, 3d, 2w or 1mo; another is shown`;
  if (!live && (address.has('from_ts') || address.has('to_ts')) && !chosen(address)) {
    return `from_ts=${address.get('from_ts') ?? ''} to_ts=${address.get('to_ts') ?? ''} is no span: milliseconds, the end after the start; another is shown`;
  }
  return '';
}

/** How often a live span is asked for anew. @param {Span} span @returns {number} milliseconds */
export function refresh(span) {
  const long = span.to - span.from;
  return long <= HOUR ? 10_000 : long <= 4 * HOUR ? 20_000 : long <= DAY ? MINUTE : 5 * MINUTE;
}

/** @param {Span} span */
export function words(span) {
  const preset = PRESETS.find(([live]) => live === span.live);
  if (preset) return preset[1];
  if (span.live) return `Past ${span.live}`;
  return `${moment(span.from)} – ${moment(span.to)}`;
}

/** @param {number} ms */
export function moment(ms) {
  return new Date(ms).toLocaleString(undefined, {
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}

/** As a form's field of date and time has it, in this browser's zone. @param {number} ms */
export function local(ms) {
  const at = new Date(ms);
  return new Date(ms - at.getTimezoneOffset() * MINUTE).toISOString().slice(0, 16);
}

/** The span as long, so many lengths later; one that would end after now moves with the clock again. @param {Span} span @param {number} by @returns {{live?: string, from?: number, to?: number}} */
export function moved(span, by) {
  const long = span.to - span.from;
  const to = span.to + by * long;
  const live = PRESETS.find(([name]) => length(name) === long)?.[0];
  return to >= Date.now() && live ? { live } : { from: Math.round(to - long), to: Math.round(Math.min(to, Date.now())) };
}

/** Writes a chosen span into an address. @param {URLSearchParams} address @param {{live?: string, from?: number, to?: number}} span */
export function choose(address, span) {
  for (const name of ['live', 'from_ts', 'to_ts']) address.delete(name);
  if (span.live) address.set('live', span.live);
  else {
    address.set('from_ts', String(Math.round(span.from ?? 0)));
    address.set('to_ts', String(Math.round(span.to ?? 0)));
  }
}

/** Of the same day, the time alone. @param {number} ms @param {Span} span */
export const within = (ms, span) =>
  span.to - span.from <= DAY ? new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' }) : moment(ms);

/** How long, in its largest unit and, where that alone would say too little, the next. @param {number} ms */
export function ago(ms) {
  if (ms < MINUTE) return `${Math.round(ms / 1000)} s`;
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return pair(minutes, 60, 'h', 'min');
  const hours = Math.round(ms / HOUR);
  return hours < 14 * 24 ? pair(hours, 24, 'days', 'h') : `${Math.round(ms / DAY)} days`;
}

/** @param {number} count @param {number} each @param {string} large @param {string} small */
const pair = (count, each, large, small) => `${Math.floor(count / each)} ${large}${count % each ? ` ${count % each} ${small}` : ''}`;
