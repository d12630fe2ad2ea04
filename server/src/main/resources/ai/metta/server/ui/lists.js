// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What there is: one line a dashboard. */

import { LitElement, html } from 'lit';
import { ApiError, ask } from './api.js';
import { slug } from './board.js';

class Lists extends LitElement {
  static properties = { all: { state: true }, wrong: { state: true }, search: { state: true } };

  constructor() {
    super();
    /** @type {any[] | undefined} */ this.all = undefined;
    this.wrong = '';
    this.search = '';
  }

  createRenderRoot() {
    return this;
  }

  async connectedCallback() {
    super.connectedCallback();
    document.title = 'Dashboards';
    try {
      this.all = (await ask('/api/v1/dashboard')).dashboards;
    } catch (failed) {
      if (failed instanceof ApiError && failed.status === 403) dispatchEvent(new Event('metta-locked'));
      this.wrong = failed instanceof Error ? failed.message : String(failed);
    }
  }

  render() {
    if (this.wrong) return html`<main class="empty bad">${this.wrong}</main>`;
    if (!this.all) return html`<main class="empty loading"></main>`;
    if (!this.all.length) {
      return html`<main class="empty"><b>No dashboards yet</b><span><code>metta datadog dashboard push --yes</code> brings them here</span></main>`;
    }
    const wanted = this.all
      .filter((one) => one.title.toLowerCase().includes(this.search.toLowerCase()))
      .sort((one, other) => one.title.localeCompare(other.title));
    return html`<main class="lists">
      <div class="bar"><h1>Dashboards</h1><label class="var"><span>Find</span><input type="search"
        @input=${(/** @type {any} */ event) => (this.search = event.target.value)}></label></div>
      <ul>${wanted.map((one) => html`<li><a href="/dashboard/${one.id}/${slug(one.title)}">
        <b>${one.title}</b><span>${(one.description ?? '').split('\n')[0]}</span></a></li>`)}</ul>
    </main>`;
  }
}
customElements.define('metta-lists', Lists);
