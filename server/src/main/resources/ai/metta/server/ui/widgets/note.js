// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { clean } from '../data/markup.js';
import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { inText } from '../data/variables.js';
import { carried } from '../parts/links.js';
import { placeholder } from './empty.js';

/** What a note may hold: text, lists, tables and links; nothing that runs, asks, or dresses itself. */
const TAGS = ['a', 'abbr', 'b', 'big', 'blockquote', 'br', 'caption', 'center', 'code', 'dd', 'del', 'details', 'div', 'dl', 'dt', 'em', 'font', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 's', 'small', 'span', 'strike', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'tr', 'u', 'ul'];
const ATTRIBUTES = ['align', 'colspan', 'href', 'rowspan', 'start', 'title'];
const ALLOWED = {
  ALLOWED_TAGS: TAGS,
  ALLOWED_ATTR: ATTRIBUTES,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|\/(?!\/)|#)/i,
  ADD_URI_SAFE_ATTR: ['align', 'colspan', 'rowspan', 'start'],
  RETURN_DOM_FRAGMENT: true,
};

/**
 * Markdown, without anything that could run. What is not allowed goes before a parser sees it,
 * since the page's policy refuses, aloud, what it only parses.
 *
 * @param {string} text
 */
export const markdown = (text) =>
  DOMPurify.sanitize(clean(/** @type {string} */ (marked.parse(text, { async: false })), TAGS, ATTRIBUTES), ALLOWED);

/** @type {import('./kinds.js').Drawing} */
export function note({ definition, variables }) {
  const said = definition.content ?? definition.text;
  if (!['string', 'number'].includes(typeof said)) return placeholder('note', 'it has no text');
  const text = inText(String(said), variables);
  const isMiddle = definition.vertical_align === 'center';
  const look = `align-${definition.text_align ?? 'left'} ${isMiddle ? 'middle' : ''} paper-${definition.background_color ?? 'white'}`;
  const read = markdown(text);
  for (const link of read.querySelectorAll('a[href]')) link.setAttribute('href', carried(link.getAttribute('href') ?? ''));
  return { content: html`<div class="note ${look}">${read}</div>` };
}

/** A picture that is in the file itself is shown; one that is elsewhere is not asked for. @type {import('./kinds.js').Drawing} */
export function image({ definition }) {
  const url = String(definition.url ?? '').trim();
  if (/^data:image\/(png|jpeg|gif|webp|svg\+xml)[;,]/i.test(url)) return { content: html`<img class="picture" src=${url} alt="">` };
  return placeholder('image', `pictures of other servers are not loaded: ${url}`);
}
