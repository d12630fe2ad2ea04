// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** What a widget shows, as a file. */

/**
 * Lines of values, as RFC 4180 has them; what is unknown is empty, and a text that a spreadsheet
 * would run is a text.
 *
 * @param {(string | number | null)[][]} rows
 * @returns {Blob}
 */
export function asCsv(rows) {
  const text = rows.map((row) => row.map(field).join(',')).join('\r\n');
  return new Blob([text, '\r\n'], { type: 'text/csv;charset=utf-8' });
}

/** @param {string | number | null} value */
function field(value) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** How many pixels of a picture one of the screen becomes. */
const SCALE = 2;

/**
 * An element as it looks: its markup and the page's rules in a drawing, with each canvas as the
 * picture that it holds.
 *
 * @param {HTMLElement} element
 * @returns {Promise<Blob | undefined>}
 */
export async function asPng(element) {
  const { width, height } = element.getBoundingClientRect();
  const copy = /** @type {HTMLElement} */ (element.cloneNode(true));
  copy.querySelectorAll('.menu').forEach((menu) => menu.remove());
  const canvases = element.querySelectorAll('canvas');
  copy.querySelectorAll('canvas').forEach((canvas, i) => {
    const picture = document.createElement('img');
    picture.src = canvases[i].toDataURL();
    picture.style.cssText = canvas.style.cssText;
    canvas.replaceWith(picture);
  });
  copy.style.cssText = `width:${width}px;height:${height}px`;
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText.replaceAll(':root', '.page')).join('\n');
  const page = document.createElement('div');
  page.className = 'page';
  page.dataset.theme = document.documentElement.dataset.theme;
  const style = document.createElement('style');
  style.textContent = `${rules} .page { color: var(--ink); }`;
  page.append(style, copy);
  page.setAttribute('xmlns', 'http://www.w3.org/1999/xhtml');
  const inside = new XMLSerializer().serializeToString(page);
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="${width * SCALE}" height="${height * SCALE}" viewBox="0 0 ${width} ${height}"><foreignObject width="100%" height="100%">${inside}</foreignObject></svg>`;
  const picture = new Image();
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/png'));
}

/** @param {string} name @param {Blob} content */
export function saved(name, content) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name.replace(/[^\p{L}\p{N}. _-]+/gu, '_');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
