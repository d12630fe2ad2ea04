// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What dashboards there are: those that were pushed, and those in files. */

import { html } from 'lit';
import { ApiError, ask } from '../data/api.js';
import { AskingPage } from '../parts/asking.js';
import { slug } from './board.js';

class Lists extends AskingPage {
  static properties = { ...AskingPage.properties, search: { state: true } };

  constructor() {
    super();
    this.search = '';
    document.title = 'Dashboards';
  }

  async asked() {
    return (await ask('/api/v1/dashboard')).dashboards;
  }

  /** @param {any[]} all */
  page(all) {
    if (!all.length) {
      return html`<div class="empty"><b>No dashboards yet</b><span><code>metta datadog dashboard push --yes</code> brings them here</span></div>`;
    }
    const wanted = all
      .filter((one) => `${one.title} ${one.description ?? ''}`.toLowerCase().includes(this.search.toLowerCase()))
      .sort((one, other) => String(one.title).localeCompare(String(other.title)));
    return html`<div class="lists">
      <div class="bar"><h1>Dashboards</h1><a href="/preview">Files</a>
        <input type="search" placeholder="Find" aria-label="Find a dashboard" @input=${(/** @type {any} */ event) => (this.search = event.target.value)}></div>
      <ul>${wanted.map((one) => html`<li><a href="/dashboard/${one.id}/${slug(String(one.title))}">
        <b>${one.title}</b><span>${String(one.description ?? '').split('\n')[0]}</span></a></li>`)}</ul>
      ${wanted.length ? '' : html`<p class="empty">none of ${all.length} has "${this.search}" in its title or description</p>`}
    </div>`;
  }
}
customElements.define('metta-lists', Lists);

class Previews extends AskingPage {
  constructor() {
    super();
    this.every = 3000;
    document.title = 'Files of dashboards';
  }

  async asked() {
    try {
      return (await ask('/ui/files')).files;
    } catch (failed) {
      if (failed instanceof ApiError && failed.status === 404) return failed.message;
      throw failed;
    }
  }

  /** @param {string[] | string} files */
  page(files) {
    return html`<div class="lists">
      <div class="bar"><h1>Files of dashboards</h1><a href="/dashboard/lists">Dashboards</a></div>
      ${typeof files === 'string' || !files.length
        ? html`<div class="empty">${typeof files === 'string' ? files : 'no file *.json in the folder'}</div>`
        : html`<ul>${files.map((name) => html`<li><a href="/preview/${encodeURIComponent(name)}"><b>${name}</b><span>as it is now, and again when it changes</span></a></li>`)}</ul>`}
    </div>`;
  }
}
customElements.define('metta-previews', Previews);
