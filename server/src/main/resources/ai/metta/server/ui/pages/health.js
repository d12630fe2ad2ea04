// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The grid of health: a row a figure, a column a day; and why a row says what it says. */

import { html, svg } from 'lit';
import { ask } from '../data/api.js';
import { merit, shown } from '../data/numbers.js';
import { ago, moment } from '../data/time.js';
import { AskingPage } from '../parts/asking.js';
import { decoded } from '../parts/links.js';

/** From where on a figure is green, and below what it is red; as on the dashboard. */
const GREEN = 0.7;
const RED = 0.3;

/** @param {number | null} fom */
export const colour = (fom) => (fom === null || fom === undefined ? 'unknown' : fom >= GREEN ? 'green' : fom < RED ? 'red' : 'yellow');

class Health extends AskingPage {
  static properties = { ...AskingPage.properties, chosen: { state: true }, why: { state: true } };

  constructor() {
    super();
    this.every = 60_000;
    this.chosen = decoded(location.hash.slice(1)) ?? '';
    /** @type {any} */ this.why = undefined;
    document.title = 'Health';
  }

  async asked() {
    const rows = await ask('/ui/health');
    if (this.chosen) this.explain(this.chosen);
    return rows;
  }

  /** @param {string} row */
  async explain(row) {
    this.chosen = row;
    history.replaceState(null, '', `#${row}`);
    try {
      const why = await ask(`/ui/health/${encodeURIComponent(row)}`);
      if (this.chosen === row) this.why = why;
    } catch (failed) {
      if (this.chosen === row) this.why = { wrong: failed instanceof Error ? failed.message : String(failed) };
    }
  }

  /** @param {any[]} rows */
  page(rows) {
    const areas = [...new Set(rows.map(({ area }) => area))];
    const days = rows[0]?.days ?? [];
    return html`<div class="bar"><h1>Health</h1><a href="/dashboard/system-health-rollup">Dashboard</a></div>
      <div class="split">
        <div class="card grid-of-health"><table>
          <thead><tr><th>Figure</th>${days.map((/** @type {any} */ day, /** @type {number} */ i) => html`<th title=${`${moment(Date.parse(day.from))} – ${moment(Date.parse(day.until))}`}>${`${i === days.length - 1 ? '' : '−'}${days.length - 1 - i}d`}</th>`)}</tr></thead>
          ${areas.map((area) => html`<tbody>
            <tr class="area"><th colspan=${days.length + 1}>${area}</th></tr>
            ${rows.filter((row) => row.area === area).map((row) => this.row(row))}
          </tbody>`)}
        </table></div>
        <aside class="card why">${this.why ? explanation(this.why) : html`<p class="faint">Choose a figure to see why it says what it says.</p>`}</aside>
      </div>`;
  }

  /** @param {any} row */
  row(row) {
    const name = `${row.area}.${row.check}`;
    return html`<tr class=${name === this.chosen ? 'is-on' : ''}>
      <td><button class="plain" @click=${() => this.explain(name)}>${row.title}</button></td>
      ${row.days.map((/** @type {any} */ day) => html`<td><i class="cell ${colour(day.fom)}" title=${day.fom === null ? day.reason ?? 'unknown' : day.fom}>${day.fom === null ? '' : merit(day.fom)}</i></td>`)}
    </tr>`;
  }
}
customElements.define('metta-health', Health);

/** @param {any} why */
function explanation(why) {
  if (why.wrong) return html`<p class="bad">${why.wrong}</p>`;
  const value = (/** @type {number | null} */ number) => (number === null || number === undefined ? '–' : `${shown(number)} ${why.unit ?? ''}`.trim());
  return html`<h2>${why.title}</h2>
    <p><i class="cell ${colour(why.fom)}">${why.fom === null ? '?' : merit(why.fom)}</i> ${why.reason ?? why.colour ?? ''}</p>
    <dl>
      <dt>Value</dt><dd>${value(why.value)}${why.age_seconds === null || why.age_seconds === undefined ? '' : `, ${ago(why.age_seconds * 1000)} ago`}</dd>
      <dt>Metric</dt><dd><a href="/metric/explorer?query=${encodeURIComponent(`avg:${why.metric}{*}`)}"><code>${why.metric}</code></a></dd>
      <dt>Target</dt><dd>${why.target ?? '–'} ${why.target ? why.unit ?? '' : ''}</dd>
      <dt>Curve</dt><dd>0 at ${value(why.bad_at)}, 1 at ${value(why.good_at)}, straight between${curve(why)}</dd>
      <dt>Green</dt><dd>from ${value(why.green_at)} on</dd>
      <dt>Counts for</dt><dd>${ago((why.freshness_seconds ?? 0) * 1000)} after it was measured</dd>
      <dt>Measured by</dt><dd>${why.collector}, from ${why.source ?? '–'}</dd>
    </dl>`;
}

/** The line from value to figure, and where on it one is. @param {any} why */
function curve(why) {
  const { bad_at: bad, good_at: good, value, fom } = why;
  if (typeof bad !== 'number' || typeof good !== 'number') return '';
  const low = Math.min(bad, good, value ?? bad);
  const high = Math.max(bad, good, value ?? good);
  const margin = (high - low) * 0.1 || 1;
  const x = (/** @type {number} */ at) => (100 * (at - low + margin)) / (high - low + 2 * margin);
  const isRising = good > bad;
  const start = isRising ? 40 : 4;
  const end = isRising ? 4 : 40;
  const [first, second] = isRising ? [bad, good] : [good, bad];
  return html`<svg class="curve" viewBox="0 0 100 44" role="img" aria-label="The curve">
    <path d="M0 ${start}L${x(first)} ${start}L${x(second)} ${end}L100 ${end}"></path>
    ${typeof value === 'number' && typeof fom === 'number' ? svg`<circle cx=${x(value)} cy=${40 - 36 * fom} r="2.6"></circle>` : ''}
  </svg>`;
}
