// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A widget in its frame: its title, what it shows, and what can be done with it. */

import { LitElement, html, nothing } from 'lit';
import { ApiError } from '../data/api.js';
import { asCsv, asPng, saved } from './export.js';
import { carried, leading } from './links.js';
import { drawn } from '../widgets/kinds.js';
import * as time from '../data/time.js';
import { inText } from '../data/variables.js';

/**
 * What all widgets of a page share.
 *
 * @typedef {{
 *   variables: import('../data/variables.js').Variable[],
 *   span: import('../data/time.js').Span,
 *   turn: number,
 *   beat?: number,
 *   full: string,
 *   go: (change: (address: URLSearchParams) => void) => void,
 * }} Board the turn moves where somebody wants all anew, the beat with the clock of the page's span
 */

/** Milliseconds after which a widget that shows nothing is asked again. */
const SOON = 20_000;

class Tile extends LitElement {
  static properties = { widget: { attribute: false }, board: { attribute: false }, shown: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.widget = undefined;
    /** @type {any} */ this.board = undefined;
    /** @type {import('../widgets/kinds.js').Drawn} */
    this.shown = { content: html`<div class="empty loading"></div>` };
    /** @type {AbortController} */ this.asking = new AbortController();
    /** @type {(() => void) | undefined} */ this.undo = undefined;
    /** @type {IntersectionObserver | undefined} */ this.watch = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.timer = undefined;
    this.isNear = false;
    this.isStale = false;
    this.isShown = false;
    /** What is printed is drawn, seen or not. */
    this.printed = () => {
      this.isNear = true;
      if (this.isStale) this.draw();
    };
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.watch = new IntersectionObserver(([seen]) => {
      this.isNear = seen.isIntersecting;
      if (this.isNear && this.isStale) this.draw();
    }, { rootMargin: '600px' });
    this.watch.observe(this);
    addEventListener('beforeprint', this.printed);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.watch?.disconnect();
    removeEventListener('beforeprint', this.printed);
    clearTimeout(this.timer);
    this.asking.abort();
    this.undo?.();
    this.undo = undefined;
  }

  /** @param {Map<string, unknown>} changed */
  updated(changed) {
    if (changed.has('widget') || (changed.has('board') && !this.isBeat(changed.get('board')))) {
      this.isStale = true;
      if (this.isNear) this.draw();
    }
    if (changed.has('shown')) this.lay();
  }

  /** The span that it shows: its own, else that of the page. @returns {import('../data/time.js').Span} */
  get span() {
    return time.declared(this.widget.definition.time) ?? this.board.span;
  }

  /** Whether only the page's clock moved, by which a span of its own is not asked for. @param {any} before */
  isBeat(before) {
    return Boolean(time.declared(this.widget.definition.time)) && before?.turn === this.board.turn && before.beat !== this.board.beat;
  }

  /** Asks again by the clock of its own span, and soon where there is nothing yet. */
  again() {
    clearTimeout(this.timer);
    const { span } = this;
    const isOwn = Boolean(time.declared(this.widget.definition.time));
    if (!span.live || !(isOwn || this.shown.isNothing)) return;
    this.timer = setTimeout(() => {
      this.isStale = true;
      if (document.hidden) this.again();
      else if (this.isNear) this.draw(isOwn ? this.span : time.ending(/** @type {string} */ (span.live)));
    }, this.shown.isNothing ? Math.min(SOON, time.refresh(span)) : time.refresh(span));
  }

  /** Draws into its place what is drawn rather than written. */
  lay() {
    const { content } = this.shown;
    const place = /** @type {HTMLElement | null} */ (this.querySelector('.plot'));
    if (typeof content !== 'function' || !place) {
      this.undo?.();
      this.undo = undefined;
      return;
    }
    this.undo = content(place);
  }

  /** Asks, and shows what comes; what is shown stays until then. */
  async draw(span = this.span) {
    this.isStale = false;
    this.asking.abort();
    const asking = new AbortController();
    this.asking = asking;
    const { definition } = this.widget;
    clearTimeout(this.timer);
    try {
      const shown = await drawn({ definition, variables: this.board.variables, span, signal: asking.signal, go: this.board.go });
      if (asking.signal.aborted) return;
      this.shown = shown;
      this.isShown = true;
      this.classList.toggle('is-old', false);
    } catch (failed) {
      if (asking.signal.aborted) return;
      // Nobody is there to ask: what was shown stays, and the page says so.
      if (this.isShown && failed instanceof ApiError && failed.status === 0) {
        this.classList.toggle('is-old', true);
        return;
      }
      this.shown = { content: html`<div class="empty bad">${failed instanceof Error ? failed.message : String(failed)}</div>` };
    }
    this.classList.toggle('is-drawn', true);
    this.again();
  }

  get title() {
    return inText(this.widget.definition.title ?? '', this.board.variables);
  }

  toggle() {
    const { full, go } = this.board;
    const own = String(this.widget.id);
    go((/** @type {URLSearchParams} */ address) =>
      full === own ? address.delete('fullscreen_widget') : address.set('fullscreen_widget', own),
    );
  }

  async picture() {
    const data = await asPng(this);
    if (data) saved(`${this.title || this.widget.definition.type}.png`, data);
  }

  /** @param {(string | number | null)[][]} rows */
  rows(rows) {
    saved(`${this.title || this.widget.definition.type}.csv`, asCsv(rows));
  }

  render() {
    const { definition } = this.widget;
    const own = time.declared(definition.time);
    const { content, rows } = this.shown;
    return html`
      <header>
        <h3 title=${this.title}>${this.title}</h3>
        ${own ? html`<small>${time.words(own)}</small>` : nothing}
        ${this.menu(definition.custom_links ?? [], rows)}
      </header>
      <div class="body">${typeof content === 'function' ? html`<div class="plot"></div>` : content}</div>`;
  }

  /** @param {any[]} links @param {(string | number | null)[][] | undefined} rows */
  menu(links, rows) {
    const { variables, full } = this.board;
    const isFull = full === String(this.widget.id);
    return html`<details class="menu" @click=${closed}><summary aria-label=${`What to do with ${this.title || 'this widget'}`}>⋯</summary><ul>
      ${this.widget.id === undefined ? nothing : html`<li><button @click=${this.toggle}>${isFull ? 'Back to the dashboard' : 'Full screen'}</button></li>`}
      ${links.map((one) => one.link ? html`<li><a href=${carried(leading(inText(String(one.link), variables)))}>${one.label}</a></li>` : nothing)}
      ${rows ? html`<li><button @click=${() => this.rows(rows)}>Download as CSV</button></li>` : nothing}
      <li><button @click=${this.picture}>Download as PNG</button></li>
    </ul></details>`;
  }
}
customElements.define('metta-tile', Tile);

/** A menu closes after its choice. @param {any} event */
function closed(event) {
  if (event.target.closest('ul')) event.currentTarget.open = false;
}

addEventListener('click', (event) => {
  for (const open of document.querySelectorAll('details.menu[open], details.pick[open]')) {
    if (!open.contains(/** @type {Node} */ (event.target))) open.removeAttribute('open');
  }
});
