// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The frame of all pages: where one is, light or dark, and which page the address names. */

import { html, render } from 'lit';
import { isThere, keepToken, takeToken } from './data/api.js';
import { key, keyTable } from './parts/keys.js';
import { decoded } from './parts/links.js';
import './pages/board.js';
import './pages/collectors.js';
import './pages/explorer.js';
import './pages/health.js';
import './pages/lists.js';
import './pages/monitors.js';

const THEME = 'metta.theme';

const PLACES = [
  ['/dashboard/lists', 'Dashboards', /^\/(dashboard|preview|$)/],
  ['/health', 'Health', /^\/health/],
  ['/collectors', 'Collectors', /^\/collectors/],
  ['/monitors', 'Monitors', /^\/monitors/],
  ['/metric/explorer', 'Metrics', /^\/metric\//],
];

takeToken();
let isLocked = false;
let isGone = false;

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

function help() {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('dialog.help'));
  if (dialog.open) {
    dialog.close();
    return;
  }
  render(html`<h2>Keys</h2>${keyTable()}<form method="dialog"><button>Close</button></form>`, dialog);
  dialog.showModal();
}

/** @param {string} path @returns {unknown} */
function page(path) {
  if (isLocked) {
    return html`<main class="empty"><form @submit=${(/** @type {any} */ event) => {
      event.preventDefault();
      keepToken(event.target.elements.token.value);
      location.reload();
    }}><label>This server asks for its token <input name="token" type="password" autofocus></label> <button>Enter</button></form></main>`;
  }
  const [, place, name] = path.split('/').map(decoded);
  if (place === undefined || (name === undefined && path.split('/').length > 2)) {
    return html`<main class="empty bad"><span>The address ${path} cannot be read</span><a href="/dashboard/lists">Dashboards</a></main>`;
  }
  if (place === 'dashboard' && name && name !== 'lists') return html`<metta-board .name=${name}></metta-board>`;
  if (place === 'preview' && name) return html`<metta-board .file=${name}></metta-board>`;
  if (place === 'preview') return html`<metta-previews></metta-previews>`;
  if (place === 'health') return html`<metta-health></metta-health>`;
  if (place === 'collectors') return html`<metta-collectors></metta-collectors>`;
  if (place === 'monitors') return html`<metta-monitors .chosen=${name ?? ''}></metta-monitors>`;
  if (place === 'metric') return html`<metta-explorer></metta-explorer>`;
  return html`<metta-lists></metta-lists>`;
}

function draw() {
  const path = location.pathname;
  render(
    html`<nav>
        <a class="mark" href="/dashboard/lists"><img src="/ui/app/icon.svg" alt="" width="22" height="22"> metta</a>
        ${PLACES.map(([to, words, own]) => html`<a href=${to} class=${/** @type {RegExp} */ (own).test(path) ? 'is-on' : ''}>${words}</a>`)}
        <span class="fill"></span>
        ${isGone ? html`<output class="gone" role="alert">The server does not answer. Trying again …</output>` : ''}
        <button @click=${help} aria-label="Keys" title="Keys  ?">?</button>
        <button @click=${turn} aria-label="Light or dark" title="Light or dark  l">${theme() === 'dark' ? '☀' : '☾'}</button>
      </nav>
      ${page(path)}
      <dialog class="help" aria-label="Keys"></dialog>`,
    document.body,
  );
}

addEventListener('metta-locked', () => {
  isLocked = true;
  draw();
});

/** Asks now and then whether the server is back, and has the page asked anew when it is. */
addEventListener('metta-gone', () => {
  if (isGone) return;
  isGone = true;
  draw();
  const knock = setInterval(async () => {
    if (!(await isThere())) return;
    clearInterval(knock);
    isGone = false;
    draw();
    dispatchEvent(new Event('metta-back'));
  }, 1000);
});

key('?', 'these keys', help);
key('l', 'light or dark', turn);
key('/', 'find', () => /** @type {HTMLElement | null} */ (document.querySelector('input[type=search], .query input'))?.focus());
PLACES.forEach(([to, words], i) => key(String(i + 1), `go to ${words}`, () => location.assign(String(to))));
dress(theme());
draw();
