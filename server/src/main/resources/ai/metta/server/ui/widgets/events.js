// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

import { html } from 'lit';
import { ask, inTurn } from '../data/api.js';
import { NotEvaluated } from '../data/requests.js';
import { moment } from '../data/time.js';
import { inQuery } from '../data/variables.js';

const MOST = 50;

/** What happened, the newest first. @type {import('./kinds.js').Drawing} */
export async function events({ definition, variables, span, signal }) {
  const asked = definition.requests?.[0]?.query ?? { data_source: 'event_stream', query_string: definition.query };
  if (asked.data_source !== 'event_stream') {
    throw new NotEvaluated(`a list of "${asked.data_source}" is not evaluated locally`);
  }
  const query = inQuery(asked.query_string ?? '', variables);
  const answer = await inTurn(() =>
    ask('/ui/query/events', {
      method: 'POST',
      signal,
      body: {
        filter: {
          query,
          from: new Date(span.from).toISOString(),
          to: new Date(span.to).toISOString(),
        },
        sort: '-timestamp',
        page: { limit: MOST },
      },
    }),
  );
  if (!answer.data.length) return { isNothing: true, content: html`<div class="empty">no events of ${query} in this span</div>` };
  return {
    rows: [['time', 'title', 'text'], ...answer.data.map((/** @type {any} */ { attributes: one }) => [one.timestamp, one.attributes?.title ?? '', one.message ?? ''])],
    content: html`<div class="scroll"><ul class="events">${answer.data.map((/** @type {any} */ one) => {
    const { attributes, timestamp, message } = one.attributes;
    return html`<li class="is-${attributes?.status ?? 'info'}">
      <time datetime=${timestamp}>${moment(Date.parse(timestamp))}</time>
      <b>${attributes?.title ?? ''}</b>
      <span>${plain(message ?? '')}</span>
    </li>`;
    })}</ul></div>`,
  };
}

/** The first line of a text, without the signs that begin Markdown. @param {string} text */
const plain = (text) =>
  text.split('\n').map((line) => line.trim()).find((line) => line && line !== '%%%') ?? '';
