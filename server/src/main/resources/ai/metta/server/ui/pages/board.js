// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** One dashboard: its widgets, its variables, its span of time. */

import { LitElement, html, nothing } from 'lit';
import { ApiError, ask } from '../data/api.js';
import { understood } from '../data/dashboard.js';
import { WIDE, columns, columnsIn, freely, places } from '../data/layout.js';
import * as time from '../data/time.js';
import { inText, variables } from '../data/variables.js';
import { key } from '../parts/keys.js';
import '../parts/choice.js';
import '../parts/picker.js';
import '../parts/tile.js';

/** @typedef {import('../parts/tile.js').Board} Shared what all widgets of a page share */

/** @param {any} widget @param {string} style @param {Shared} board */
function tile(widget, style, board) {
  return html`<metta-tile class="tile kind-${widget.definition.type}" data-id=${String(widget.id)} .widget=${widget} .board=${board} .style=${style}></metta-tile>`;
}

/** Its place in a grid. @param {import('../data/layout.js').Place | undefined} place */
const placed = (place) =>
  place
    ? `grid-area:${place.y + 1}/${place.x + 1}/span ${place.height}/span ${place.width};--rows:${place.height}`
    : 'grid-column:span 4;grid-row:span 3;--rows:3';

/** @param {import('../data/layout.js').Placed} one @param {Shared} board */
function group({ widget, place }, board) {
  const { definition } = widget;
  const inner = definition.widgets ?? [];
  const count = columnsIn(place, inner);
  return html`<section class="group" aria-label=${definition.title ?? 'group'}>
    ${definition.show_title === false || !definition.title ? nothing : html`<h2 class="hue-${definition.background_color ?? 'none'}">${inText(definition.title, board.variables)}</h2>`}
    <div class="grid" .style=${`--columns:${count}`}>${places(inner, count).map((one) => tile(one.widget, placed(one.place), board))}</div>
  </section>`;
}

/**
 * Groups that are as wide as the page stand one below the other; what is between two of them, and
 * narrower groups, keep their place in a grid.
 *
 * @param {any[]} widgets
 * @param {Shared} board
 */
function bands(widgets, board) {
  /** @type {unknown[]} */
  const out = [];
  /** @type {import('../data/layout.js').Placed[]} */
  let loose = [];
  const flush = () => {
    if (!loose.length) return;
    const top = Math.min(...loose.map(({ place }) => place?.y ?? 0));
    out.push(html`<div class="grid">${loose.map(({ widget, place }) => {
      const style = placed(place && { ...place, y: place.y - top });
      return widget.definition.type === 'group'
        ? html`<div class="narrow" .style=${style}>${group({ widget, place }, board)}</div>`
        : tile(widget, style, board);
    })}</div>`);
    loose = [];
  };
  for (const one of places(widgets, WIDE)) {
    const isWide = one.widget.definition.type === 'group' && (one.place?.width ?? WIDE) >= WIDE;
    if (isWide) {
      flush();
      out.push(group(one, board));
    } else {
      loose.push(one);
    }
  }
  flush();
  return out;
}

/** @param {any} dashboard @param {Shared} board */
function laidOut(dashboard, board) {
  if (dashboard.layout_type === 'free') {
    const { height, all } = freely(dashboard.widgets);
    return html`<div class="free" .style=${`--whole:${height}px`}>${all.map(({ widget, style }) => tile(widget, style, board))}</div>`;
  }
  const parts = columns(dashboard.widgets);
  return html`<div class="columns ${parts.length > 1 ? 'are-many' : ''}">${parts.map((one) => html`<div class="column">${bands(one, board)}</div>`)}</div>`;
}

/** @param {any[]} widgets @param {string} id @returns {any} */
function found(widgets, id) {
  for (const one of widgets) {
    if (String(one.id) === id) return one;
    const inner = one.definition.widgets && found(one.definition.widgets, id);
    if (inner) return inner;
  }
  return undefined;
}

class Board extends LitElement {
  static properties = { name: { attribute: false }, file: { attribute: false }, dashboard: { state: true }, wrong: { state: true }, turn: { state: true }, beat: { state: true } };

  constructor() {
    super();
    this.name = '';
    /** @type {string} of a file that is being edited; none for what was pushed */ this.file = '';
    /** @type {any} */ this.dashboard = undefined;
    this.wrong = '';
    this.turn = 0;
    /** How often its own clock had it ask anew. */ this.beat = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */ this.timer = undefined;
    /** @type {ReturnType<typeof setInterval> | undefined} */ this.reading = undefined;
    this.seen = '';
    /** @type {(() => void)[]} */ this.keys = [];
    this.redraw = () => this.turn++;
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    for (const happened of ['popstate', 'metta-theme', 'metta-back']) addEventListener(happened, this.redraw);
    this.keys = [
      key('t', 'choose the span of time', () => this.press('metta-picker summary')),
      key('[', 'earlier', () => this.press('metta-picker .step')),
      key(']', 'later', () => this.press('metta-picker .step:last-of-type')),
      key('r', 'ask again', this.redraw),
      key('f', 'the widget under the pointer in full, and back', () => this.full()),
    ];
    if (this.file) {
      this.read();
      this.reading = setInterval(() => this.read(), 1000);
    } else {
      this.load();
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    for (const happened of ['popstate', 'metta-theme', 'metta-back']) removeEventListener(happened, this.redraw);
    this.keys.forEach((undo) => undo());
    clearTimeout(this.timer);
    clearInterval(this.reading);
  }

  /** @param {string} selector */
  press(selector) {
    /** @type {HTMLElement | null} */ (this.querySelector(selector))?.click();
  }

  full() {
    const hovered = /** @type {any} */ (this.querySelector('metta-tile:hover') ?? this.querySelector('.filling metta-tile') ?? document.activeElement?.closest('metta-tile'));
    hovered?.toggle();
  }

  /** By its id, by what its title becomes in an address, or by the name that its mark says. */
  async load() {
    try {
      const { dashboards } = await ask('/api/v1/dashboard');
      const known = dashboards.find((/** @type {any} */ one) => [one.id, slug(String(one.title)), ownName(one)].includes(this.name));
      if (!known) throw new ApiError(404, `no dashboard ${this.name}: push it first, or choose one of the list`);
      this.dashboard = understood(await ask(`/api/v1/dashboard/${known.id}`), this.name);
      this.wrong = '';
      document.title = this.dashboard.title;
    } catch (failed) {
      this.refused(failed);
    }
  }

  /** The file as it is now; a broken one is told, and the last good one stays. */
  async read() {
    try {
      const { version, dashboard } = await ask(`/ui/files/${encodeURIComponent(this.file)}`);
      this.wrong = '';
      if (version === this.seen) return;
      this.seen = version;
      this.dashboard = understood(dashboard, this.file);
      document.title = `${this.dashboard.title} (file)`;
    } catch (failed) {
      this.refused(failed);
    }
  }

  /** @param {unknown} failed */
  refused(failed) {
    if (failed instanceof ApiError && failed.status === 403) dispatchEvent(new Event('metta-locked'));
    this.wrong = failed instanceof Error ? failed.message : String(failed);
  }

  /** @param {(address: URLSearchParams) => void} change */
  go = (change) => {
    const address = new URLSearchParams(location.search);
    change(address);
    history.pushState(null, '', `${location.pathname}?${address}`.replace(/\?$/, ''));
    this.turn++;
  };

  /** @param {import('../data/time.js').Span} span */
  again(span) {
    clearTimeout(this.timer);
    if (!span.live) return;
    this.timer = setTimeout(() => (document.hidden ? this.again(span) : this.beat++), time.refresh(span));
  }

  render() {
    if (!this.dashboard) {
      return this.wrong ? html`<main class="empty bad"><span>${this.wrong}</span>${this.file ? html`<a href="/preview">Files of dashboards</a>` : html`<a href="/dashboard/lists">Dashboards</a>`}</main>` : html`<main class="empty loading"></main>`;
    }
    const address = new URLSearchParams(location.search);
    const span = time.chosen(address) ?? time.declared(this.dashboard.default_timeframe) ?? time.ending('4h');
    const full = address.get('fullscreen_widget') ?? '';
    const odd = [time.oddity(address), full && !found(this.dashboard.widgets, full) ? `no widget ${full} is on this dashboard` : ''].filter(Boolean);
    const board = { span, variables: variables(this.dashboard, address), turn: this.turn, beat: this.beat, full, go: this.go };
    const filling = full ? found(this.dashboard.widgets, full) : undefined;
    this.again(span);
    return html`<main class="board">
      <div class="bar">
        <h1>${this.dashboard.title}${this.file ? html` <em>file ${this.file}</em>` : nothing}</h1>
        ${board.variables.map((one) => html`<metta-choice .variable=${one} @choose=${(/** @type {any} */ event) => this.vary(one.name, event.detail)}></metta-choice>`)}
        <metta-picker .span=${span} @choose=${(/** @type {any} */ event) => this.go((query) => time.choose(query, event.detail))}></metta-picker>
      </div>
      ${this.wrong ? html`<p class="banner bad" role="alert">${this.wrong}</p>` : nothing}
      ${odd.map((words) => html`<p class="banner" role="status">${words}</p>`)}
      ${filling
        ? html`<div class="filling">${tile(filling, '', board)}</div>`
        : laidOut(this.dashboard, board)}
    </main>`;
  }

  /** @param {string} name @param {string[]} values */
  vary(name, values) {
    this.go((address) => {
      address.delete(`tpl_var_${name}`);
      for (const value of values) address.append(`tpl_var_${name}`, value);
    });
  }
}
customElements.define('metta-board', Board);

/** As Datadog makes it of a title: `GitHub CI/CD` is `github-cicd`. @param {string} title */
export const slug = (title) =>
  title.toLowerCase().replace(/[^a-z0-9\s-]/g, '').trim().replace(/[\s-]+/g, '-');

/** The name in the mark of one that follows from declarations, as links have it. @param {any} dashboard */
const ownName = (dashboard) =>
  /^Managed by metta · (\S+)/m.exec(dashboard.description ?? '')?.[1].replaceAll('_', '-');
