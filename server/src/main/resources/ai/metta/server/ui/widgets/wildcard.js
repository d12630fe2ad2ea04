// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A drawing in Vega or Vega-Lite, of this widget's own tables. */

import { html } from 'lit';
import { cells, lines } from '../data/requests.js';
import { placeholder } from './empty.js';

/** @type {import('./kinds.js').Drawing} */
export async function wildcard({ definition, variables, span, signal }) {
  if (typeof definition.specification !== 'object' || definition.specification === null) return placeholder('wildcard', 'it has no "specification"');
  const requests = Array.isArray(definition.requests) ? definition.requests : [];
  const found = await Promise.all(requests.map((/** @type {any} */ request) =>
    request.response_format === 'timeseries' ? overTime(request, variables, span, signal) : once(request, variables, span, signal)));
  const tables = Object.fromEntries(found.map((rows, i) => [`table${i + 1}`, rows]));
  const first = found[0] ?? [];
  const names = Object.keys(first[0] ?? {});
  return {
    rows: [names, ...first.map((/** @type {any} */ row) => names.map((name) => row[name]))],
    content: html`<metta-drawing .specification=${definition.specification} .tables=${tables}></metta-drawing>`,
  };
}

/** A row a group: its tags, and a number of each formula by its alias. @param {any} request @param {any} variables @param {any} span @param {AbortSignal} signal @returns {Promise<Record<string, any>[]>} */
async function once(request, variables, span, signal) {
  const { rows } = await cells(request, variables, span, signal);
  const names = aliases(request);
  return rows.map(({ group, values }) => ({ ...group, ...Object.fromEntries(values.map((value, i) => [names[i], value])) }));
}

/** A row a group and an instant. @param {any} request @param {any} variables @param {any} span @param {AbortSignal} signal @returns {Promise<Record<string, any>[]>} */
async function overTime(request, variables, span, signal) {
  const found = await lines(request, variables, span, signal);
  const names = aliases(request);
  return found.flatMap(({ tags, formula, points }) => {
    const group = Object.fromEntries(tags.map((tag) => [tag.split(':')[0], tag.slice(tag.indexOf(':') + 1)]));
    return points.map(([time, value]) => ({ ...group, time, [names[formula]]: value }));
  });
}

/** @param {any} request @returns {string[]} */
const aliases = (request) =>
  (request.formulas ?? request.queries ?? []).map((/** @type {any} */ one) => one.alias ?? one.formula ?? one.name);

/** The frame, which has no origin: it takes what is sent and draws. */
class Drawing extends HTMLElement {
  constructor() {
    super();
    /** @type {any} */ this.specification = undefined;
    /** @type {any} */ this.rows = undefined;
    /** @type {HTMLIFrameElement | undefined} */ this.frame = undefined;
    this.heard = (/** @type {MessageEvent} */ event) => this.hear(event);
    this.again = () => this.send();
  }

  /** What the specification finds by the names of its tables; set anew, it is drawn anew. */
  set tables(/** @type {any} */ tables) {
    this.rows = tables;
    if (this.dataset.drawn) this.send();
  }

  connectedCallback() {
    addEventListener('message', this.heard);
    addEventListener('metta-theme', this.again);
    const frame = document.createElement('iframe');
    frame.setAttribute('sandbox', 'allow-scripts');
    frame.title = 'Drawing';
    frame.src = '/ui/frame';
    const wrong = document.createElement('p');
    wrong.className = 'empty bad';
    wrong.hidden = true;
    this.replaceChildren(frame, wrong);
    this.frame = frame;
  }

  disconnectedCallback() {
    removeEventListener('message', this.heard);
    removeEventListener('metta-theme', this.again);
  }

  /** @param {MessageEvent} event */
  hear(event) {
    if (event.source !== this.frame?.contentWindow || event.data?.metta !== 'frame') return;
    if (event.data.ready) {
      this.send();
      return;
    }
    const wrong = /** @type {HTMLElement} */ (this.querySelector('p'));
    wrong.textContent = `The specification cannot be drawn: ${event.data.wrong}`;
    wrong.hidden = !event.data.wrong;
    this.dataset.drawn = event.data.wrong ? 'no' : 'yes';
  }

  send() {
    const { specification, rows: tables } = this;
    const theme = document.documentElement.dataset.theme;
    this.frame?.contentWindow?.postMessage(JSON.parse(JSON.stringify({ specification, tables, theme })), '*');
  }
}
customElements.define('metta-drawing', Drawing);
