// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** One dashboard: its widgets, its variables, its span of time. */

import { LitElement, html, nothing } from 'lit';
import { ApiError, ask } from '../data/api.js';
import * as time from '../data/time.js';
import { inText, variables } from '../data/variables.js';
import { key } from '../parts/keys.js';
import '../parts/choice.js';
import '../parts/picker.js';
import '../parts/tile.js';

/** @param {any} widget @param {import('../parts/tile.js').Board} board */
function tile(widget, board) {
  const id = String(widget.id);
  return html`<metta-tile class="tile kind-${widget.definition.type}" data-id=${id} .widget=${widget} .board=${board} .style=${placed(widget)}></metta-tile>`;
}

/** Its place in a grid of twelve columns. @param {any} widget */
function placed({ layout }) {
  return layout
    ? `grid-area:${layout.y + 1}/${layout.x + 1}/span ${layout.height}/span ${layout.width}`
    : 'grid-column:span 4;grid-row:span 3';
}

/** @param {any} widget @param {import('../parts/tile.js').Board} board */
function group(widget, board) {
  const { definition } = widget;
  const inner = [...(definition.widgets ?? [])].sort(byPlace);
  return html`<section class="group" aria-label=${definition.title ?? 'group'}>
    ${definition.show_title === false || !definition.title ? nothing : html`<h2 class="hue-${definition.background_color ?? 'none'}">${inText(definition.title, board.variables)}</h2>`}
    <div class="grid">${inner.map((one) => tile(one, board))}</div>
  </section>`;
}

/** @param {any} one @param {any} other */
const byPlace = (one, other) =>
  (one.layout?.y ?? 0) - (other.layout?.y ?? 0) || (one.layout?.x ?? 0) - (other.layout?.x ?? 0);

/**
 * Groups that are as wide as the page stand one below the other; what is between two of them, and
 * narrower groups, keep their place in a grid.
 *
 * @param {any[]} widgets
 * @param {import('../parts/tile.js').Board} board
 */
function laidOut(widgets, board) {
  const sorted = [...widgets].sort(byPlace);
  /** @type {unknown[]} */
  const out = [];
  /** @type {any[]} */
  let loose = [];
  const flush = () => {
    if (!loose.length) return;
    const top = Math.min(...loose.map((one) => one.layout?.y ?? 0));
    const moved = loose.map((one) => (one.layout ? { ...one, layout: { ...one.layout, y: one.layout.y - top } } : one));
    out.push(html`<div class="grid">${moved.map((one) => one.definition.type === 'group'
      ? html`<div class="narrow" .style=${placed(one)}>${group(one, board)}</div>`
      : tile(one, board))}</div>`);
    loose = [];
  };
  for (const one of sorted) {
    const isWide = one.definition.type === 'group' && (one.layout?.width ?? WIDE) >= WIDE;
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

const WIDE = 12;

/** On a free layout, places are pixels of ten; all that there was before grids. @param {any} dashboard */
function isFree(dashboard) {
  return dashboard.layout_type === 'free';
}

/** @param {any[]} widgets @param {import('../parts/tile.js').Board} board */
function freely(widgets, board) {
  return html`<div class="free">${[...widgets].sort(byPlace).map((one) => {
    const { x = 0, y = 0, width = 40, height = 20 } = one.layout ?? {};
    const style = `left:${x * 10}px;top:${y * 10}px;width:${width * 10}px;height:${height * 10}px`;
    return html`<metta-tile class="tile kind-${one.definition.type}" data-id=${String(one.id)} .widget=${one} .board=${board} .style=${style}></metta-tile>`;
  })}</div>`;
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
  static properties = { name: { attribute: false }, file: { attribute: false }, dashboard: { state: true }, wrong: { state: true }, turn: { state: true } };

  constructor() {
    super();
    this.name = '';
    /** @type {string} of a file that is being edited; none for what was pushed */ this.file = '';
    /** @type {any} */ this.dashboard = undefined;
    this.wrong = '';
    this.turn = 0;
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
      const known = dashboards.find((/** @type {any} */ one) => [one.id, slug(one.title), ownName(one)].includes(this.name));
      if (!known) throw new ApiError(404, `no dashboard ${this.name}: push it first, or look at the list`);
      this.dashboard = await ask(`/api/v1/dashboard/${known.id}`);
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
      this.dashboard = dashboard;
      document.title = `${dashboard.title} (file)`;
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
    this.timer = setTimeout(() => (document.hidden ? this.again(span) : this.turn++), time.refresh(span));
  }

  render() {
    if (!this.dashboard) {
      return this.wrong ? html`<main class="empty bad">${this.wrong}</main>` : html`<main class="empty loading"></main>`;
    }
    const address = new URLSearchParams(location.search);
    const span = time.chosen(address) ?? time.declared(this.dashboard.default_timeframe) ?? time.ending('4h');
    const full = address.get('fullscreen_widget') ?? '';
    const board = { span, variables: variables(this.dashboard, address), turn: this.turn, full, go: this.go };
    const filling = full ? found(this.dashboard.widgets, full) : undefined;
    this.again(span);
    return html`<main class="board">
      <div class="bar">
        <h1>${this.dashboard.title}${this.file ? html` <em>file ${this.file}</em>` : nothing}</h1>
        ${board.variables.map((one) => html`<metta-choice .variable=${one} @choose=${(/** @type {any} */ event) => this.vary(one.name, event.detail)}></metta-choice>`)}
        <metta-picker .span=${span} @choose=${(/** @type {any} */ event) => this.go((query) => time.choose(query, event.detail))}></metta-picker>
      </div>
      ${this.wrong ? html`<p class="banner bad" role="alert">${this.wrong}</p>` : nothing}
      ${filling
        ? html`<div class="filling">${tile({ ...filling, layout: undefined }, board)}</div>`
        : isFree(this.dashboard) ? freely(this.dashboard.widgets, board) : laidOut(this.dashboard.widgets, board)}
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
