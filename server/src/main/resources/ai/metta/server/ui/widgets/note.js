// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { inText } from '../data/variables.js';
import { placeholder } from './empty.js';

/** What a note may hold: text, lists, tables, links and pictures; nothing that runs or asks. */
const ALLOWED = {
  ALLOWED_TAGS: ['a', 'b', 'strong', 'i', 'em', 'del', 'code', 'pre', 'p', 'br', 'hr', 'ul', 'ol', 'li', 'blockquote', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ALLOWED_ATTR: ['href', 'title'],
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/)|#)/i,
  RETURN_DOM_FRAGMENT: true,
};

/** Markdown, without anything that could run. @param {string} text */
export const markdown = (text) =>
  DOMPurify.sanitize(/** @type {string} */ (marked.parse(text, { async: false })), ALLOWED);

/** @type {import('./kinds.js').Drawing} */
export function note({ definition, variables }) {
  const text = inText(definition.content ?? definition.text ?? '', variables);
  const isMiddle = definition.vertical_align === 'center';
  const look = `align-${definition.text_align ?? 'left'} ${isMiddle ? 'middle' : ''} paper-${definition.background_color ?? 'white'}`;
  return { content: html`<div class="note ${look}">${markdown(text)}</div>` };
}

/** A picture is elsewhere, and nothing is asked of elsewhere. @type {import('./kinds.js').Drawing} */
export function image({ definition }) {
  return placeholder('image', `pictures of other servers are not loaded: ${definition.url ?? ''}`);
}
