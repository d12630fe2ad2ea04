// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What checks and monitors say. */

import { html } from 'lit';
import { ApiError, ask, inTurn } from '../data/api.js';
import { cells } from '../data/requests.js';
import { inQuery } from '../data/variables.js';
import { placeholder } from './empty.js';

const WORDS = ['OK', 'Warning', 'Critical', 'Unknown'];
const TONES = ['good', 'warn', 'bad', 'faint'];

/** The worst of what a check last said, by group. @type {import('./kinds.js').Drawing} */
export async function check({ definition, variables, span, signal }) {
  const tags = [...(definition.tags ?? []), ...(definition.group && definition.group !== '*' ? [definition.group] : [])].map((tag) => inQuery(tag, variables)).filter((tag) => tag !== '*');
  const by = definition.grouping === 'cluster' && definition.group_by?.length ? ` by {${definition.group_by.join(',')}}` : '';
  const query = `max:${definition.check}{${tags.join(',') || '*'}}${by}`;
  const { rows } = await cells({ queries: [{ data_source: 'metrics', name: 'a', query, aggregator: 'last' }] }, variables, span, signal);
  const known = rows.filter(({ values }) => values[0] !== null);
  if (!known.length) return { ...placeholder('check status', `no run of ${definition.check} in this span`), isNothing: true };
  return {
    rows: [['group', 'status'], ...known.map(({ group, values }) => [Object.values(group).join(' · '), WORDS[values[0] ?? 3]])],
    content: html`<ul class="states">${known.map(({ group, values }) => html`<li class=${TONES[values[0] ?? 3]}>
      <b>${WORDS[values[0] ?? 3]}</b><span>${Object.values(group).join(' · ')}</span></li>`)}</ul>`,
  };
}

/** Which monitors are in which state. @type {import('./kinds.js').Drawing} */
export async function monitors({ definition, signal }) {
  const [all, states] = await Promise.all([inTurn(() => ask('/api/v1/monitor', { signal })), statesOf(signal)]);
  for (const one of all) one.overall_state = states.get(one.id)?.state ?? one.overall_state;
  const wanted = String(definition.query ?? '').toLowerCase();
  const found = all.filter((/** @type {any} */ one) => matches(one, wanted));
  if (!found.length) return { ...placeholder('monitor summary', `no monitor here is found by "${definition.query ?? ''}"`), isNothing: true };
  return {
    rows: [['name', 'state'], ...found.map((/** @type {any} */ one) => [one.name, one.overall_state ?? 'No Data'])],
    content: html`<div class="scroll"><table><tbody>${found.map((/** @type {any} */ one) => html`<tr>
      <td class=${tone(one.overall_state)}><b>${one.overall_state ?? 'No Data'}</b></td><td><a href="/monitors/${one.id}">${one.name}</a></td></tr>`)}</tbody></table></div>`,
  };
}

/**
 * What each monitor would say now; none where nobody evaluates them.
 *
 * @param {AbortSignal} [signal]
 * @returns {Promise<Map<number, any>>}
 */
export async function statesOf(signal) {
  try {
    const { states } = await ask('/ui/monitors', { signal });
    return new Map(states.map((/** @type {any} */ one) => [one.id, one]));
  } catch (failed) {
    if (failed instanceof ApiError && failed.status === 404) return new Map();
    throw failed;
  }
}

/** @param {string} [state] */
export const tone = (state) => (state === 'OK' ? 'good' : state === 'Alert' ? 'bad' : state === 'Warn' ? 'warn' : 'faint');

/** By words of the name and by tags; what else Datadog's search knows narrows nothing here. @param {any} monitor @param {string} query */
function matches(monitor, query) {
  return query.split(/\s+/).filter(Boolean).every((word) => {
    const tag = /^(?:tag:)?"?([\w.-]+:[^"]+)"?$/.exec(word);
    if (tag && !['status', 'group_status', 'type', 'priority', 'muted'].includes(tag[1].split(':')[0])) {
      return (monitor.tags ?? []).some((/** @type {string} */ one) => one.toLowerCase() === tag[1]);
    }
    return tag ? true : monitor.name.toLowerCase().includes(word);
  });
}
