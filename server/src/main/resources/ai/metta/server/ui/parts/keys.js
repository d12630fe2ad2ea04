// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What single keys do, wherever nobody is typing. */

import { html } from 'lit';

/** @type {Map<string, {words: string, run: () => void}>} */
const KEYS = new Map();

/**
 * Binds a key as long as what it belongs to is there.
 *
 * @param {string} key
 * @param {string} words what it does
 * @param {() => void} run
 * @returns {() => void} what takes it back
 */
export function key(key, words, run) {
  const bound = { words, run };
  KEYS.set(key, bound);
  return () => {
    if (KEYS.get(key) === bound) KEYS.delete(key);
  };
}

/** @param {KeyboardEvent} event */
function pressed(event) {
  const isTyping = event.target instanceof HTMLElement && event.target.matches('input:not([type=checkbox]), textarea, select');
  if (event.key === 'Escape') {
    document.querySelectorAll('details[open]').forEach((open) => open.removeAttribute('open'));
    if (isTyping) /** @type {HTMLElement} */ (event.target).blur();
  }
  if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
  const bound = KEYS.get(event.key);
  if (bound) {
    event.preventDefault();
    bound.run();
  }
}

addEventListener('keydown', pressed);

/** All that are bound now, to be read. */
export const keyTable = () => html`<table class="keys"><tbody>
  ${[...KEYS].map(([name, { words }]) => html`<tr><td><kbd>${name}</kbd></td><td>${words}</td></tr>`)}
</tbody></table>`;
