// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The frame of all pages: where one is, light or dark, and which page the address names. */

import { html, render } from 'lit';
import { keepToken, takeToken } from './api.js';
import './board.js';
import './lists.js';

const THEME = 'metta.theme';

takeToken();
let isLocked = false;

function theme() {
  return localStorage.getItem(THEME) ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light');
}

/** @param {string} name */
function dress(name) {
  document.documentElement.dataset.theme = name;
}

function turn() {
  const other = theme() === 'dark' ? 'light' : 'dark';
  localStorage.setItem(THEME, other);
  dress(other);
  draw();
  dispatchEvent(new Event('metta-theme'));
}

function page() {
  if (isLocked) {
    return html`<main class="empty"><form @submit=${(/** @type {any} */ event) => {
      event.preventDefault();
      keepToken(event.target.elements.token.value);
      location.reload();
    }}><label>This server asks for its token <input name="token" type="password" autofocus></label></form></main>`;
  }
  const found = /^\/dashboard\/([^/]+)/.exec(location.pathname);
  return !found || found[1] === 'lists'
    ? html`<metta-lists></metta-lists>`
    : html`<metta-board .name=${decodeURIComponent(found[1])}></metta-board>`;
}

function draw() {
  render(
    html`<nav>
        <a class="mark" href="/dashboard/lists"><img src="/ui/app/icon.svg" alt="" width="22" height="22"> metta</a>
        <a href="/dashboard/lists">Dashboards</a>
        <button @click=${turn} aria-label="Light or dark">${theme() === 'dark' ? '☀' : '☾'}</button>
      </nav>
      ${page()}`,
    document.body,
  );
}

addEventListener('metta-locked', () => {
  isLocked = true;
  draw();
});
dress(theme());
draw();
