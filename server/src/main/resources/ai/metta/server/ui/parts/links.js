// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A link that leads where a page may lead; elsewhere, nowhere. @param {string} link */
export const leading = (link) => (/^(https?:\/\/|\/(?!\/))/i.test(link) ? link : '#');

/** A part of an address, as it was meant; none where it cannot be read. @param {string} part @returns {string | undefined} */
export function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
