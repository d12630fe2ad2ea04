// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** HTML as text: only the tags and attributes of it that are allowed. */

/** Elements of which what is within goes too: it is no text that somebody reads. */
const HIDDEN = new Set(['iframe', 'math', 'noembed', 'noframes', 'noscript', 'object', 'script', 'style', 'svg', 'template', 'textarea', 'title', 'xmp']);

/**
 * What is left is to be sanitised nevertheless: this only keeps from a parser what it would be
 * refused aloud.
 *
 * @param {string} html
 * @param {string[]} tags
 * @param {string[]} attributes
 */
export function clean(html, tags, attributes) {
  let out = '';
  let at = 0;
  while (at < html.length) {
    const next = html.indexOf('<', at);
    if (next < 0) return out + html.slice(at);
    out += html.slice(at, next);
    if (html.startsWith('<!', next) || html.startsWith('<?', next)) {
      at = behind(html, html.startsWith('<!--', next) ? '-->' : '>', next);
      continue;
    }
    NAME.lastIndex = next;
    const found = NAME.exec(html);
    if (!found) {
      out += '&lt;';
      at = next + 1;
      continue;
    }
    const tag = read(html, next + found[0].length);
    // A tag without an end is none, and so is all behind it.
    if (!tag) return out + html.slice(next).replaceAll('<', '&lt;');
    const [, slash, said] = found;
    const name = said.toLowerCase();
    at = tag.end;
    if (!slash && HIDDEN.has(name)) at = behind(html, `</${name}`, at, '>');
    else if (tags.includes(name)) out += `<${slash}${name}${slash ? '' : kept(tag.found, attributes)}>`;
  }
  return out;
}

/** A tag's beginning. */
const NAME = /<(\/?)([a-z][^\s/>]*)/iy;

/**
 * The attributes of a tag and where it ends, as a parser of HTML finds them; none where it does not.
 *
 * @param {string} html
 * @param {number} from behind the tag's name
 * @returns {{end: number, found: [string, string][]} | undefined}
 */
function read(html, from) {
  /** @type {[string, string][]} */ const found = [];
  const until = (/** @type {RegExp} */ what, /** @type {number} */ start) => {
    let end = start;
    while (end < html.length && !what.test(html[end])) end++;
    return end;
  };
  let at = from;
  while (at < html.length) {
    at = until(/[^\s/]/, at);
    if (html[at] === '>') return { end: at + 1, found };
    const name = html.slice(at, (at = until(/[\s/>=]/, at + 1))).toLowerCase();
    const behindSpace = until(/\S/, at);
    if (html[behindSpace] !== '=') {
      found.push([name, '']);
      continue;
    }
    at = until(/\S/, behindSpace + 1);
    const quote = html[at];
    if (quote === '"' || quote === "'") {
      const end = html.indexOf(quote, at + 1);
      if (end < 0) return undefined;
      found.push([name, html.slice(at + 1, end)]);
      at = end + 1;
    } else {
      found.push([name, html.slice(at, (at = until(/[\s>]/, at)))]);
    }
  }
  return undefined;
}

/** Where to go on behind an end, or at the end of all. @param {string} html @param {string} end @param {number} from @param {string} [further] @returns {number} */
function behind(html, end, from, further) {
  const at = html.toLowerCase().indexOf(end, from);
  if (at < 0) return html.length;
  return further ? behind(html, further, at) : at + end.length;
}

/** @param {[string, string][]} found @param {string[]} attributes */
const kept = (found, attributes) =>
  found.filter(([name]) => attributes.includes(name)).map(([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`).join('');
