// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A page that asks when it opens, when the server is back, and every so often. */

import { LitElement, html } from 'lit';
import { ApiError } from '../data/api.js';

export class AskingPage extends LitElement {
  static properties = { answer: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.answer = undefined;
    this.wrong = '';
    /** Milliseconds between two questions; 0 for one question only. */
    this.every = 0;
    /** @type {ReturnType<typeof setInterval> | undefined} */ this.timer = undefined;
    this.again = () => this.load();
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    addEventListener('metta-back', this.again);
    if (this.every) this.timer = setInterval(() => document.hidden || this.load(), this.every);
    this.load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    removeEventListener('metta-back', this.again);
    clearInterval(this.timer);
  }

  /** What the page shows. @returns {Promise<unknown>} */
  async asked() {
    return undefined;
  }

  async load() {
    try {
      this.answer = await this.asked();
      this.wrong = '';
    } catch (failed) {
      if (failed instanceof ApiError && failed.status === 403) dispatchEvent(new Event('metta-locked'));
      this.wrong = failed instanceof Error ? failed.message : String(failed);
    }
  }

  /** @param {any} _answer @returns {unknown} */
  page(_answer) {
    return '';
  }

  render() {
    if (this.answer === undefined) {
      return this.wrong ? html`<main class="empty bad">${this.wrong}</main>` : html`<main class="empty loading"></main>`;
    }
    return html`<main>
      ${this.wrong ? html`<p class="banner bad" role="alert">${this.wrong}</p>` : ''}
      ${this.page(this.answer)}
    </main>`;
  }
}
