// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What the server answers, asked with the key that this browser was given. */

import { decoded } from '../parts/links.js';

const KEY = 'metta.token';

/** A refusal of the server, or its absence. */
export class ApiError extends Error {
  /**
   * @param {number} status 0 where nobody answered
   * @param {string} message
   */
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Takes a token out of the address, so that it stands in no history. */
export function takeToken() {
  const found = /^#token=([^&]+)$/.exec(location.hash);
  if (found) {
    sessionStorage.setItem(KEY, decoded(found[1]) ?? found[1]);
    history.replaceState(null, '', location.pathname + location.search);
  }
}

/** @param {string} token */
export function keepToken(token) {
  sessionStorage.setItem(KEY, token);
}

/**
 * @param {string} path
 * @param {{method?: string, body?: unknown, signal?: AbortSignal}} [how]
 * @returns {Promise<any>}
 * @throws {ApiError} where it is refused, or nobody answers
 */
export async function ask(path, { method = 'GET', body, signal } = {}) {
  const key = sessionStorage.getItem(KEY) ?? 'browser';
  let response;
  try {
    response = await fetch(path, {
      method,
      signal,
      headers: {
        'DD-API-KEY': key,
        'DD-APPLICATION-KEY': key,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (gone) {
    if (gone instanceof DOMException && gone.name === 'AbortError') throw gone;
    dispatchEvent(new Event('metta-gone'));
    throw new ApiError(0, 'the server does not answer');
  }
  // What is no JSON is no answer, and not one that holds nothing.
  const json = await response.json().catch(() => {
    throw new ApiError(response.status, `the answer to ${path} is no JSON`);
  });
  if (!response.ok || json.refused) {
    throw new ApiError(json.refused ?? response.status, (json.errors ?? [`status ${response.status}`]).join('; '));
  }
  return json;
}

/** Whether the server answers at all. @returns {Promise<boolean>} */
export const isThere = () => fetch('/ui/app/icon.svg', { cache: 'no-store' }).then((answer) => answer.ok, () => false);

const AT_ONCE = 6;
let running = 0;
/** @type {(() => void)[]} */
const waiting = [];

/**
 * Runs work as soon as fewer than a few others run: a page of many widgets asks in their order.
 *
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function inTurn(work) {
  if (running >= AT_ONCE) await new Promise((go) => waiting.push(() => go(undefined)));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}
