// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The monitors that were pushed here, and what they would say of what is stored here. */

import { html } from 'lit';
import { ask } from '../data/api.js';
import { shown } from '../data/numbers.js';
import { why } from '../data/requests.js';
import { AskingPage } from '../parts/asking.js';
import { statesOf, tone } from '../widgets/status.js';
import { markdown } from '../widgets/note.js';

/** The worst first. */
const ORDER = ['Alert', 'No Data', 'Warn', 'Unknown', 'OK'];

class MonitorsPage extends AskingPage {
  static properties = { ...AskingPage.properties, chosen: { attribute: false }, search: { state: true }, reasons: { state: true } };

  constructor() {
    super();
    this.every = 60_000;
    this.chosen = '';
    this.search = '';
    /** @type {Record<string, string>} why nothing is there, by monitor */ this.reasons = {};
    document.title = 'Monitors';
  }

  async asked() {
    const [monitors, states] = await Promise.all([ask('/api/v1/monitor'), statesOf()]);
    return monitors.map((/** @type {any} */ one) => ({ ...one, now: states.get(one.id) ?? { state: 'Unknown', reason: 'not evaluated: this server runs no collectors' } }));
  }

  /** @param {any[]} all */
  page(all) {
    if (!all.length) {
      return html`<div class="empty"><b>No monitors yet</b><span><code>metta datadog monitor push --yes</code> brings them here</span></div>`;
    }
    const wanted = all
      .filter((one) => `${one.name} ${(one.tags ?? []).join(' ')} ${one.query}`.toLowerCase().includes(this.search.toLowerCase()))
      .sort((one, other) => ORDER.indexOf(one.now.state) - ORDER.indexOf(other.now.state) || one.name.localeCompare(other.name));
    return html`<div class="bar"><h1>Monitors</h1>
        ${ORDER.map((state) => [state, all.filter(({ now }) => now.state === state).length]).filter(([, count]) => count).map(([state, count]) => html`<mark class=${tone(String(state))}>${count} ${state}</mark>`)}
        <input type="search" placeholder="Find" aria-label="Find a monitor" @input=${(/** @type {any} */ event) => (this.search = event.target.value)}></div>
      <ul class="monitors">${wanted.map((one) => this.one(one))}</ul>`;
  }

  /** Asks why there is nothing, once it is looked at. @param {any} one @param {any} event */
  async opened(one, event) {
    if (!event.target.open || one.now.state !== 'No Data') return;
    let reason;
    try {
      reason = await why({ queries: [{ name: 'monitor', data_source: 'metrics', query: one.query }] }, [], new AbortController().signal);
    } catch (failed) {
      reason = failed instanceof Error ? failed.message : String(failed);
    }
    this.reasons = { ...this.reasons, [one.id]: reason };
  }

  /** @param {any} one */
  one(one) {
    const reason = one.now.state === 'No Data' ? this.reasons[one.id] : undefined;
    return html`<li class="card"><details id=${String(one.id)} ?open=${String(one.id) === this.chosen} @toggle=${(/** @type {any} */ event) => this.opened(one, event)}>
      <summary><mark class=${tone(one.now.state)}>${one.now.state}</mark> <b>${one.name}</b>
        <span class="faint">${one.now.value === null || one.now.value === undefined ? one.now.reason ?? '' : shown(one.now.value)}</span></summary>
      ${reason ? html`<p class="faint">${reason}</p>` : ''}
      <pre>${one.query}</pre>
      <div class="note">${markdown(one.message ?? '')}</div>
      <p class="tags">${(one.tags ?? []).map((/** @type {string} */ tag) => html`<code>${tag}</code> `)}</p>
    </details></li>`;
  }
}
customElements.define('metta-monitors', MonitorsPage);
