// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What of the libraries without types here the pages use. */
export const init: (element: HTMLElement, theme: null, options: object) => any;
export const marked: { parse(text: string, options: object): unknown };
declare const purify: { sanitize(text: string, options: object): DocumentFragment };
export default purify;
