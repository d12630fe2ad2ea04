// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Any query over what is stored; and what there is to be asked for. */

import { html, nothing } from 'lit';
import { ApiError, ask } from '../data/api.js';
import { shown } from '../data/numbers.js';
import * as time from '../data/time.js';
import { AskingPage } from '../parts/asking.js';
import { key } from '../parts/keys.js';
import '../parts/picker.js';
import '../parts/tile.js';

const MOST_NAMES = 300;
const AGGREGATORS = ['avg', 'sum', 'min', 'max', 'count'];
const FUNCTIONS = ['abs', 'anomalies', 'cumsum', 'day_before', 'default_zero', 'derivative', 'diff', 'ewma_5', 'exclude_null', 'forecast', 'integral', 'log10', 'monotonic_diff', 'moving_rollup', 'per_hour', 'per_minute', 'per_second', 'timeshift', 'top', 'week_before'];

class Explorer extends AskingPage {
  static properties = { ...AskingPage.properties, search: { state: true }, about: { state: true }, turn: { state: true }, offered: { state: true } };

  constructor() {
    super();
    this.search = '';
    this.turn = 0;
    /** @type {any} what is known of the metric in the query */ this.about = undefined;
    /** @type {{from: number, words: string[]}} */ this.offered = { from: 0, words: [] };
    /** @type {(() => void) | undefined} */ this.unbind = undefined;
    this.moved = () => {
      this.turn++;
      this.learn();
    };
    document.title = 'Metrics';
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', this.moved);
    addEventListener('metta-theme', this.moved);
    this.unbind = key('t', 'choose the span of time', () => /** @type {any} */ (this.querySelector('metta-picker summary'))?.click());
    this.learn();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('popstate', this.moved);
    removeEventListener('metta-theme', this.moved);
    this.unbind?.();
  }

  async asked() {
    const from = Math.floor(Date.now() / 1000) - 30 * 86_400;
    return (await ask(`/api/v1/metrics?from=${from}`)).metrics;
  }

  get query() {
    return new URLSearchParams(location.search).get('query') ?? '';
  }

  /** @param {(address: URLSearchParams) => void} change */
  go = (change) => {
    const address = new URLSearchParams(location.search);
    change(address);
    history.pushState(null, '', `${location.pathname}?${address}`);
    this.moved();
  };

  /** @param {string} query */
  show(query) {
    this.offered = { from: 0, words: [] };
    this.go((address) => address.set('query', query));
  }

  /** What is said of the metric in the query. */
  async learn() {
    const name = metricIn(this.query);
    if (!name) {
      this.about = undefined;
      return;
    }
    const names = /** @type {string[]} */ (this.answer ?? (await this.asked()));
    const quiet = (/** @type {string} */ path) => ask(path).catch((failed) => {
      if (failed instanceof ApiError && ([400, 404, 503].includes(failed.status))) return undefined;
      throw failed;
    });
    const [said, has, declared] = await Promise.all([
      names.includes(name) ? quiet(`/api/v1/metrics/${encodeURIComponent(name)}`) : undefined,
      quiet(`/ui/metrics/${encodeURIComponent(name)}`),
      quiet(`/ui/declarations/${encodeURIComponent(name)}`),
    ]);
    if (metricIn(this.query) !== name) return;
    this.about = { name, said, has, declared };
    const cost = await quiet(`/ui/cost/${encodeURIComponent(name)}`);
    if (this.about.name === name) this.about = { ...this.about, cost: cost?.total?.series_usd_per_month };
  }

  /** What could stand where the caret is. @param {HTMLInputElement} field */
  async offer(field) {
    const before = field.value.slice(0, field.selectionStart ?? field.value.length);
    const scope = /([A-Za-z][\w.]*)\{([^}]*)$/.exec(before) ?? /([A-Za-z][\w.]*)\{[^}]*\}\s*by\s*\{([^}]*)$/.exec(before);
    if (scope) {
      const word = /** @type {RegExpExecArray} */ (/[^,\s({]*$/.exec(scope[2]))[0];
      const { tags } = await ask(`/ui/metrics/${encodeURIComponent(scope[1])}`).catch(() => ({ tags: [] }));
      const isBy = /by\s*\{[^}]*$/.test(before);
      const all = isBy ? [...new Set(tags.map((/** @type {string} */ tag) => tag.split(':')[0]))] : tags;
      this.offered = { from: before.length - word.length, words: all.filter((/** @type {string} */ one) => one.startsWith(word) && one !== word).slice(0, 12) };
      return;
    }
    const word = /** @type {RegExpExecArray} */ (/[\w.]*$/.exec(before))[0];
    const names = /** @type {string[]} */ (this.answer ?? []);
    const isMetric = /(avg|sum|min|max|count):[\w.]*$/.test(before);
    const all = isMetric ? names : [...AGGREGATORS.map((one) => `${one}:`), ...FUNCTIONS.map((one) => `${one}(`)];
    const fit = word ? [...all.filter((one) => one.startsWith(word)), ...all.filter((one) => !one.startsWith(word) && one.includes(word))] : isMetric ? all : [];
    this.offered = { from: before.length - word.length, words: fit.slice(0, 12) };
  }

  /** Puts an offered word where the caret is. @param {string} word */
  take(word) {
    const field = /** @type {HTMLInputElement} */ (this.querySelector('.query input'));
    const caret = field.selectionStart ?? field.value.length;
    const isMetric = (this.answer ?? []).includes(word);
    const braces = isMetric && field.value[caret] !== '{' ? '{*}' : '';
    field.value = field.value.slice(0, this.offered.from) + word + braces + field.value.slice(caret);
    const at = this.offered.from + word.length;
    field.focus();
    field.setSelectionRange(at, at);
    this.offered = { from: 0, words: [] };
  }

  /** @param {KeyboardEvent} event */
  keyed(event) {
    if (event.key === 'Tab' && this.offered.words.length) {
      event.preventDefault();
      this.take(this.offered.words[0]);
    }
    if (event.key === 'Escape') this.offered = { from: 0, words: [] };
  }

  /** @param {string[]} names */
  page(names) {
    const address = new URLSearchParams(location.search);
    const span = time.chosen(address) ?? time.ending('1d');
    const found = names.filter((name) => name.toLowerCase().includes(this.search.toLowerCase()));
    return html`<div class="bar"><h1>Metrics</h1>
        <metta-picker .span=${span} @choose=${(/** @type {any} */ event) => this.go((query) => time.choose(query, event.detail))}></metta-picker></div>
      ${time.oddity(address) ? html`<p class="banner" role="status">${time.oddity(address)}</p>` : nothing}
      <form class="query" @submit=${(/** @type {any} */ event) => { event.preventDefault(); this.show(event.target.elements.query.value.trim()); }}>
        <input name="query" .value=${this.query} placeholder="avg:github.prs.open{*} by {repo}" aria-label="Query" autocomplete="off" spellcheck="false"
          @input=${(/** @type {any} */ event) => this.offer(event.target)} @keydown=${this.keyed}>
        <button>Show</button>
        ${this.offered.words.length ? html`<ul class="offer" role="listbox">${this.offered.words.map((word) => html`<li role="option"><button type="button" @click=${() => this.take(word)}>${word}</button></li>`)}</ul>` : nothing}
      </form>
      <div class="split">
        <div class="drawn">${this.query ? this.drawing(span) : html`<div class="empty card">Type a query, or choose a metric.</div>`}${this.about ? told(this.about) : nothing}</div>
        <aside class="card names"><input type="search" placeholder=${`Find one of ${names.length}`} aria-label="Find a metric" @input=${(/** @type {any} */ event) => (this.search = event.target.value)}>
          <ul>${found.slice(0, MOST_NAMES).map((name) => html`<li><button class="plain" @click=${() => this.show(`avg:${name}{*}`)}>${name}</button></li>`)}</ul>
          ${found.length > MOST_NAMES ? html`<small class="faint">${found.length - MOST_NAMES} more: type a part of the name</small>` : nothing}
        </aside>
      </div>`;
  }

  /** @param {time.Span} span */
  drawing(span) {
    const request = { response_format: 'timeseries', queries: [{ name: 'a', data_source: 'metrics', query: this.query }], formulas: [{ formula: 'a' }] };
    const widget = { definition: { type: 'timeseries', title: this.query, requests: [request], show_legend: true } };
    const board = { span, variables: [], turn: this.turn, full: '', go: this.go };
    return html`<metta-tile class="tile" .widget=${widget} .board=${board}></metta-tile>`;
  }
}
customElements.define('metta-explorer', Explorer);

/** The first metric of a query; none where it names none. @param {string} query */
const metricIn = (query) => /([A-Za-z][\w.]*)\{/.exec(query)?.[1];

/** @param {any} about */
function told({ name, said, has, declared, cost }) {
  const byKey = new Map();
  for (const tag of has?.tags ?? []) {
    const at = tag.indexOf(':');
    const [first, rest] = at < 0 ? [tag, undefined] : [tag.slice(0, at), tag.slice(at + 1)];
    byKey.set(first, [...(byKey.get(first) ?? []), ...(rest === undefined ? [] : [rest])]);
  }
  return html`<section class="card about"><h2><code>${name}</code></h2>
    <p>${said?.description ?? declared?.description ?? html`<span class="faint">nothing is said of it</span>`}</p>
    <dl>
      <dt>Type</dt><dd>${said?.type ?? '–'}</dd>
      <dt>Unit</dt><dd>${said?.unit ?? '–'}${said?.per_unit ? ` per ${said.per_unit}` : ''}</dd>
      <dt>Series</dt><dd>${has?.series ?? 0} ever</dd>
      ${typeof cost === 'number' ? html`<dt>Cost</dt><dd>${shown(cost, { unit: 'dollar' })} a month by series</dd>` : nothing}
      ${declared?.target ? html`<dt>Target</dt><dd>${declared.target}</dd>` : nothing}
      ${declared?.collector ? html`<dt>From</dt><dd>${declared.collector}</dd>` : nothing}
      <dt>Tags</dt><dd>${byKey.size ? [...byKey].map(([first, values]) => html`<p><b>${first}</b> ${values.slice(0, 12).map((/** @type {string} */ one) => html`<code>${one}</code> `)}${values.length > 12 ? html`<span class="faint">and ${values.length - 12} more</span>` : nothing}</p>`) : '–'}</dd>
    </dl></section>`;
}
