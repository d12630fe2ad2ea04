// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** One dashboard: its widgets, its variables, its span of time. */

import { LitElement, html, nothing } from 'lit';
import { ApiError, ask } from './api.js';
import { drawn } from './widgets/kinds.js';
import * as time from './time.js';
import { inText, variables } from './variables.js';

/** A widget in its frame. */
class Tile extends LitElement {
  static properties = { definition: { attribute: false }, board: { attribute: false }, shown: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.definition = undefined;
    /** @type {any} what all tiles share: variables, span */ this.board = undefined;
    /** @type {unknown} */ this.shown = html`<div class="empty loading"></div>`;
    /** @type {AbortController} */ this.asking = new AbortController();
    /** @type {(() => void) | undefined} */ this.undo = undefined;
  }

  createRenderRoot() {
    return this;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('definition') || changed.has('board')) this.draw();
    if (changed.has('shown')) {
      this.undo?.();
      const place = /** @type {HTMLElement} */ (this.querySelector('.plot'));
      this.undo = typeof this.shown === 'function' && place ? this.shown(place) : undefined;
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.asking.abort();
    this.undo?.();
  }

  async draw() {
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    const span = time.declared(this.definition.time) ?? this.board.span;
    try {
      const shown = await drawn({
        definition: this.definition,
        variables: this.board.variables,
        span,
        signal: asking.signal,
      });
      if (!asking.signal.aborted) this.shown = shown;
    } catch (failed) {
      if (asking.signal.aborted) return;
      this.shown = html`<div class="empty bad">${failed instanceof Error ? failed.message : String(failed)}</div>`;
    }
  }

  render() {
    const { definition, board } = this;
    const own = time.declared(definition.time);
    const title = inText(definition.title ?? '', board.variables);
    const links = definition.custom_links ?? [];
    return html`
      ${title || links.length
        ? html`<header>
            <h3 title=${title}>${title}</h3>
            ${own ? html`<small>${time.words(own)}</small>` : nothing}
            ${links.length
              ? html`<details class="links"><summary aria-label="Links">⋯</summary><ul>${links.map(
                  (/** @type {any} */ one) => one.link ? html`<li><a href=${address(inText(one.link, board.variables))}>${one.label}</a></li>` : nothing,
                )}</ul></details>`
              : nothing}
          </header>`
        : nothing}
      <div class="body">${typeof this.shown === 'function' ? html`<div class="plot"></div>` : this.shown}</div>`;
  }
}
customElements.define('metta-tile', Tile);

/** A link that leads somewhere a page may lead. @param {string} link */
const address = (link) => (/^(https?:\/\/|\/(?!\/))/i.test(link) ? link : '#');

/** @param {any} widget @param {any} board */
function tile(widget, board) {
  return html`<metta-tile class="tile kind-${widget.definition.type}" .definition=${widget.definition} .board=${board} .style=${placed(widget)}></metta-tile>`;
}

/** Its place in a grid of twelve columns. @param {any} widget */
function placed({ layout }) {
  return layout
    ? `grid-area:${layout.y + 1}/${layout.x + 1}/span ${layout.height}/span ${layout.width}`
    : 'grid-column:span 4;grid-row:span 3';
}

/** @param {any} widget @param {any} board */
function group(widget, board) {
  const { definition } = widget;
  const inner = [...definition.widgets].sort(byPlace);
  return html`<section class="group">
    ${definition.show_title === false ? nothing : html`<h2>${inText(definition.title ?? '', board.variables)}</h2>`}
    <div class="grid">${inner.map((one) => tile(one, board))}</div>
  </section>`;
}

/** @param {any} one @param {any} other */
const byPlace = (one, other) =>
  (one.layout?.y ?? 0) - (other.layout?.y ?? 0) || (one.layout?.x ?? 0) - (other.layout?.x ?? 0);

/** Groups one below the other, and in between grids of the widgets that are in none. @param {any[]} widgets @param {any} board */
function laidOut(widgets, board) {
  const sorted = [...widgets].sort(byPlace);
  /** @type {unknown[]} */
  const out = [];
  /** @type {any[]} */
  let loose = [];
  const flush = () => {
    if (!loose.length) return;
    const top = Math.min(...loose.map((one) => one.layout?.y ?? 0));
    const moved = loose.map((one) => one.layout ? { ...one, layout: { ...one.layout, y: one.layout.y - top } } : one);
    out.push(html`<div class="grid">${moved.map((one) => tile(one, board))}</div>`);
    loose = [];
  };
  for (const one of sorted) {
    if (one.definition.type === 'group') {
      flush();
      out.push(group(one, board));
    } else {
      loose.push(one);
    }
  }
  flush();
  return out;
}

class Board extends LitElement {
  static properties = { name: { attribute: false }, dashboard: { state: true }, wrong: { state: true }, turn: { state: true } };

  constructor() {
    super();
    this.name = '';
    /** @type {any} */ this.dashboard = undefined;
    this.wrong = '';
    this.turn = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.timer = undefined;
    this.redraw = () => this.turn++;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('popstate', this.redraw);
    addEventListener('metta-theme', this.redraw);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('popstate', this.redraw);
    removeEventListener('metta-theme', this.redraw);
    clearTimeout(this.timer);
  }

  /** By its id, by what its title becomes in an address, or by the name that its mark says. */
  async load() {
    try {
      const { dashboards } = await ask('/api/v1/dashboard');
      const found = dashboards.find((/** @type {any} */ one) => [one.id, slug(one.title), ownName(one)].includes(this.name));
      if (!found) throw new ApiError(404, `no dashboard ${this.name}: push it first, or look at the list`);
      this.dashboard = await ask(`/api/v1/dashboard/${found.id}`);
      document.title = this.dashboard.title;
    } catch (failed) {
      if (failed instanceof ApiError && failed.status === 403) dispatchEvent(new Event('metta-locked'));
      this.wrong = failed instanceof Error ? failed.message : String(failed);
    }
  }

  /** @param {(address: URLSearchParams) => void} change */
  go(change) {
    const address = new URLSearchParams(location.search);
    change(address);
    history.pushState(null, '', `${location.pathname}?${address}`);
    this.turn++;
  }

  /** @param {import('./time.js').Span} span */
  again(span) {
    clearTimeout(this.timer);
    if (!span.live) return;
    this.timer = setTimeout(() => (document.hidden ? this.again(span) : this.turn++), time.refresh(span));
  }

  render() {
    if (this.wrong) return html`<main class="empty bad">${this.wrong}</main>`;
    if (!this.dashboard) return html`<main class="empty loading"></main>`;
    const address = new URLSearchParams(location.search);
    const span = time.chosen(address) ?? time.declared(this.dashboard.default_timeframe) ?? time.ending('4h');
    const board = { span, variables: variables(this.dashboard, address), turn: this.turn };
    this.again(span);
    return html`<main class="board">
      <div class="bar">
        <h1>${this.dashboard.title}</h1>
        ${board.variables.map((one) => this.variable(one))}
        <label class="when">${this.spans(span)}</label>
      </div>
      ${laidOut(this.dashboard.widgets, board)}
    </main>`;
  }

  /** @param {import('./variables.js').Variable} one */
  variable(one) {
    return html`<label class="var"><span>$${one.name}</span><input .value=${one.values.join(',')} spellcheck="false"
      @change=${(/** @type {any} */ event) => this.go((address) => address.set(`tpl_var_${one.name}`, event.target.value.trim() || '*'))}></label>`;
  }

  /** @param {import('./time.js').Span} span */
  spans(span) {
    const isPreset = time.PRESETS.some(([live]) => live === span.live);
    return html`<select aria-label="Span of time" @change=${(/** @type {any} */ event) =>
      this.go((address) => {
        address.delete('from_ts');
        address.delete('to_ts');
        address.set('live', event.target.value);
      })}>
      ${isPreset ? nothing : html`<option selected>${time.words(span)}</option>`}
      ${time.PRESETS.map(([live, words]) => html`<option value=${live} ?selected=${live === span.live}>${words}</option>`)}
    </select>`;
  }
}
customElements.define('metta-board', Board);

/** As Datadog makes it of a title: `GitHub CI/CD` is `github-cicd`. @param {string} title */
export const slug = (title) =>
  title.toLowerCase().replace(/[^a-z0-9\s-]/g, '').trim().replace(/[\s-]+/g, '-');

/** The name in the mark of one that follows from declarations, as links have it. @param {any} dashboard */
const ownName = (dashboard) =>
  /^Managed by metta · (\S+)/m.exec(dashboard.description ?? '')?.[1].replaceAll('_', '-');
