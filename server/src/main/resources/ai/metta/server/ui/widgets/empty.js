// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What a widget shows that shows nothing: why. */

import { html } from 'lit';
import { why } from '../data/requests.js';

/**
 * @param {any} request of which nothing came
 * @param {import('../data/variables.js').Variable[]} variables
 * @param {AbortSignal} signal
 * @returns {Promise<import('./kinds.js').Drawn>}
 */
export async function nothingOf(request, variables, signal) {
  return { isNothing: true, content: html`<div class="empty">${await why(request, variables, signal)}</div>` };
}

/** @param {string} kind @param {string} reason @returns {import('./kinds.js').Drawn} */
export const placeholder = (kind, reason) => ({
  content: html`<div class="empty"><b>${String(kind).replaceAll('_', ' ')}</b><span>${reason}</span></div>`,
});
