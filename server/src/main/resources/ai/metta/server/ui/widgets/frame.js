// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { leading } from '../parts/links.js';

/** Another site's page is not loaded within this one: only named, to be followed. @type {import('./kinds.js').Drawing} */
export function frame({ definition }) {
  const url = String(definition.url ?? '');
  return {
    content: html`<div class="empty"><b>iframe</b><span>pages of other servers are not loaded here</span>
      <a href=${leading(url)} rel="noreferrer noopener" target="_blank">${url}</a></div>`,
  };
}
