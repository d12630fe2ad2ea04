// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A link that leads where a page may lead; elsewhere, nowhere. @param {string} link */
export const leading = (link) => (/^(https?:\/\/|\/(?!\/))/i.test(link) ? link : '#');
