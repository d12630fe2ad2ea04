// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The span of time that a page shows: one that moves with the clock, or from here to there. */

import { LitElement, html } from 'lit';
import * as time from '../data/time.js';

class Picker extends LitElement {
  static properties = { span: { attribute: false }, wrong: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.span = undefined;
    this.wrong = '';
  }

  createRenderRoot() {
    return this;
  }

  /** @param {{live?: string, from?: number, to?: number}} span */
  choose(span) {
    this.wrong = '';
    this.querySelector('details')?.removeAttribute('open');
    this.dispatchEvent(new CustomEvent('choose', { detail: span }));
  }

  /** @param {any} event */
  typed(event) {
    event.preventDefault();
    const { live, from, to } = event.target.elements;
    const length = live.value.trim();
    if (length) {
      if (!time.length(length)) this.wrong = `"${length}" is no span: 90m, 6h, 3d, 2w or 1mo`;
      else this.choose({ live: length });
      return;
    }
    const span = { from: Date.parse(from.value), to: Date.parse(to.value) };
    if (!(span.to > span.from)) this.wrong = 'the end must be after the start';
    else this.choose(span);
  }

  /** @param {number} by in lengths of the span */
  move(by) {
    this.choose(time.moved(this.span, by));
  }

  render() {
    const { span } = this;
    return html`
      <button class="step" aria-label="Earlier" title="Earlier  [" @click=${() => this.move(-1)}>‹</button>
      <details class="pick when">
        <summary aria-label="Span of time">${span.live ? html`<i class="live" title="moves with the clock"></i>` : ''}<b>${time.words(span)}</b></summary>
        <form @submit=${this.typed}>
          <ul>${time.PRESETS.map(([live, words]) => html`<li><button type="button" class=${live === span.live ? 'is-on' : ''}
            @click=${() => this.choose({ live })}><kbd>${live}</kbd> ${words}</button></li>`)}</ul>
          <label>Another <input name="live" placeholder="90m, 6h, 3d" autocomplete="off" size="10"></label>
          <label>From <input name="from" type="datetime-local" .value=${time.local(span.from)}></label>
          <label>To <input name="to" type="datetime-local" .value=${time.local(span.to)}></label>
          ${this.wrong ? html`<small class="bad">${this.wrong}</small>` : ''}
          <button>Show</button>
        </form>
      </details>
      <button class="step" aria-label="Later" title="Later  ]" ?disabled=${Boolean(span.live)} @click=${() => this.move(1)}>›</button>`;
  }
}
customElements.define('metta-picker', Picker);
