// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A link that leads where a page may lead; elsewhere, nowhere. @param {string} link */
export const leading = (link) => (/^(https?:\/\/|\/(?!\/))/i.test(link) ? link : '#');

const SPAN = ['live', 'from_ts', 'to_ts'];

/**
 * A link to another dashboard here, which is then shown for the same time and as narrow; any other
 * link, and what it says itself, stays.
 *
 * @param {string} link
 * @returns {string}
 */
export function carried(link) {
  if (!/^\/dashboard\/(?!lists\b)[^/]/.test(link)) return link;
  const url = new URL(link, location.origin);
  const here = new URLSearchParams(location.search);
  const hasSpan = SPAN.some((name) => url.searchParams.has(name));
  for (const name of new Set(here.keys())) {
    if (SPAN.includes(name) ? hasSpan : !name.startsWith('tpl_var_') || url.searchParams.has(name)) continue;
    for (const value of here.getAll(name)) url.searchParams.append(name, value);
  }
  return url.pathname + url.search + url.hash;
}

/** A part of an address, as it was meant; none where it cannot be read. @param {string} part @returns {string | undefined} */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
