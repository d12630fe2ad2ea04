// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What runs: each collector's last run, what came to nothing in it and why; and a run now. */

import { html } from 'lit';
import { ask } from '../data/api.js';
import { shown } from '../data/numbers.js';
import { ago, moment } from '../data/time.js';
import { AskingPage } from '../parts/asking.js';

/** @type {Record<string, string>} */
const TONES = { ok: 'good', partial: 'warn', failed: 'bad', silent: 'bad', unknown: 'faint', off: 'faint' };

class Collectors extends AskingPage {
  static properties = { ...AskingPage.properties, runs: { state: true } };

  constructor() {
    super();
    this.every = 10_000;
    /** @type {Record<string, any>} what a run came to; undefined while it runs */ this.runs = {};
    document.title = 'Collectors';
  }

  asked() {
    return ask('/ui/collectors');
  }

  /** @param {string} name */
  async run(name) {
    this.runs = { ...this.runs, [name]: { isRunning: true } };
    let came;
    try {
      came = await ask(`/ui/collectors/${encodeURIComponent(name)}/run`, { method: 'POST' });
    } catch (failed) {
      came = { wrong: failed instanceof Error ? failed.message : String(failed) };
    }
    this.runs = { ...this.runs, [name]: came };
    this.load();
  }

  /** What its newest run came to, or that no more. @param {string} name */
  async look(name) {
    if (this.runs[name]) {
      this.runs = { ...this.runs, [name]: undefined };
      return;
    }
    let came;
    try {
      came = await ask(`/ui/collectors/${encodeURIComponent(name)}`);
    } catch (failed) {
      came = { wrong: failed instanceof Error ? failed.message : String(failed) };
    }
    this.runs = { ...this.runs, [name]: came };
  }

  /** @param {any[]} all */
  page(all) {
    return html`<div class="bar"><h1>Collectors</h1></div>
      <div class="card"><table class="roomy">
        <thead><tr><th>Collector</th><th>Status</th><th>Last run</th><th class="num">Took</th><th class="num">Metrics</th><th class="num">Series</th><th class="num">Errors</th><th>Schedule</th><th>Next run</th><th></th></tr></thead>
        <tbody>${all.map((one) => this.row(one))}</tbody>
      </table></div>`;
  }

  /** @param {any} one */
  row(one) {
    const run = this.runs[one.name];
    return html`<tr>
        <td><button class="quiet" aria-expanded=${run && !run.isRunning ? 'true' : 'false'} title="What its newest run came to" @click=${() => this.look(one.name)}>${one.name}</button></td>
        <td><mark class=${TONES[one.status] ?? 'faint'}>${one.status}</mark> <span class="faint">${one.reason ?? ''}</span></td>
        <td title=${one.last_run ?? ''}>${one.last_run ? `${ago(one.age_seconds * 1000)} ago` : '–'}</td>
        <td class="num">${shown(one.duration_seconds, { unit: 'second' })}</td>
        <td class="num">${shown(one.metric_count)}</td>
        <td class="num">${shown(one.series_count)}</td>
        <td class="num ${one.error_count ? 'bad' : ''}">${shown(one.error_count)}</td>
        <td><code>${one.schedule ?? ''}</code></td>
        <td>${one.next_run ? moment(Date.parse(one.next_run)) : '–'}</td>
        <td><button ?disabled=${Boolean(run?.isRunning)} @click=${() => this.run(one.name)}>${run?.isRunning ? 'Runs …' : 'Run now'}</button></td>
      </tr>
      ${run && !run.isRunning ? html`<tr class="came"><td colspan="10">${came(run, one.name)}</td></tr>` : ''}`;
  }
}
customElements.define('metta-collectors', Collectors);

/** What a run came to, and why something did not. @param {any} run @param {string} name */
function came(run, name) {
  if (run.wrong) return html`<span class="bad">${run.wrong}</span>`;
  const own = run.collectors?.find((/** @type {any} */ one) => one.name === name);
  if (!own) return html`<span class="bad">the run said nothing of ${name}</span>`;
  return html`<b class=${TONES[own.status] ?? ''}>${own.status}</b> ${own.reason ?? ''}
    ${run.as_of ? `as of ${moment(Date.parse(run.as_of))}, ` : ''}in ${shown(own.duration_seconds, { unit: 'second' })}: ${own.metric_count} metrics, ${own.series_count} series
    ${reasons(own.outcomes ?? []).map(([reason, metrics]) => html`<p class=${metrics[0].outcome === 'failed' ? 'bad' : ''}><b>${metrics[0].outcome}</b> ${reason}</p>
      <ul>${metrics.map((one) => html`<li><code>${one.metric}</code> <span class="faint">${one.tags?.join(', ')}</span></li>`)}</ul>`)}`;
}

/**
 * What came to no value, by why: failures first.
 *
 * @param {any[]} outcomes
 * @returns {[string, any[]][]}
 */
function reasons(outcomes) {
  /** @type {Map<string, any[]>} */
  const found = new Map();
  for (const one of [...outcomes].sort((one, other) => Number(other.outcome === 'failed') - Number(one.outcome === 'failed'))) {
    const key = `${one.outcome} ${one.reason}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return [...found.values()].map((all) => [all[0].reason, all]);
}
