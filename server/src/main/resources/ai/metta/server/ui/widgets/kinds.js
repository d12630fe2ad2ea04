// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The kinds of widgets, and what each draws itself with. */

import { html } from 'lit';
import { NotEvaluated } from '../requests.js';
import { events } from './events.js';
import { note, image } from './note.js';
import { number } from './number.js';
import { sunburst, timeseries } from './charts.js';
import { table } from './table.js';
import { toplist } from './toplist.js';

/**
 * @typedef {import('../variables.js').Variable} Variable
 * @typedef {import('../time.js').Span} Span
 * @typedef {{definition: any, variables: Variable[], span: Span, signal: AbortSignal}} Asked
 * @typedef {(asked: Asked) => unknown | Promise<unknown>} Drawing what comes is a template, or a
 *   function that draws into an element and returns what undoes it
 */

/** @type {Record<string, Drawing>} */
const KINDS = {
  timeseries,
  query_value: number,
  toplist,
  query_table: table,
  sunburst,
  list_stream: events,
  event_stream: events,
  note,
  free_text: note,
  image,
};

/**
 * @param {Asked} asked
 * @returns {Promise<unknown>}
 */
export async function drawn(asked) {
  const kind = asked.definition.type;
  if (!Object.hasOwn(KINDS, kind)) {
    return placeholder(kind, 'this kind of widget is not drawn locally');
  }
  try {
    return await KINDS[kind](asked);
  } catch (failed) {
    if (failed instanceof NotEvaluated) return placeholder(kind, failed.message);
    throw failed;
  }
}

/** @param {string} kind @param {string} reason */
export const placeholder = (kind, reason) =>
  html`<div class="empty"><b>${String(kind).replaceAll('_', ' ')}</b><span>${reason}</span></div>`;
