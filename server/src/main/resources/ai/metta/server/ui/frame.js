// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Draws what the page that holds this frame sends: a specification and tables. It runs with no
 * origin, may connect to nothing, and answers with words only.
 */

(function () {
  const { vega, vegaLite } = /** @type {any} */ (window);
  const place = /** @type {HTMLElement} */ (document.getElementById('drawing'));
  /** @type {any} */
  let view;

  /** No specification may fetch: data comes with the message. */
  const loader = vega.loader();
  /** @type {Set<string>} what was asked for nevertheless, of which Vega says nothing */
  const refused = new Set();
  loader.load = (/** @type {unknown} */ address) => {
    refused.add(String(address));
    return Promise.reject(new Error('a specification may not load anything'));
  };
  loader.sanitize = () => Promise.reject(new Error('a specification may not link anywhere'));

  const DARK = { background: null, title: { color: '#e6e8ef' }, axis: { labelColor: '#959db0', titleColor: '#959db0', gridColor: '#2c3140', domainColor: '#2c3140', tickColor: '#2c3140' }, legend: { labelColor: '#e6e8ef', titleColor: '#959db0' }, view: { stroke: null }, text: { color: '#e6e8ef' }, header: { labelColor: '#e6e8ef', titleColor: '#959db0' } };
  const LIGHT = { background: null, view: { stroke: null }, axis: { labelColor: '#6b7385', titleColor: '#6b7385', gridColor: '#e3e6ec', domainColor: '#e3e6ec', tickColor: '#e3e6ec' } };

  /** @param {string} words what went wrong; empty for nothing */
  function answered(words) {
    parent.postMessage({ metta: 'frame', wrong: words }, '*');
  }

  /** @param {any} sent */
  async function draw({ specification, tables, theme }) {
    view?.finalize();
    refused.clear();
    place.replaceChildren();
    const contents = structuredClone(specification.contents ?? {});
    const colours = theme === 'dark' ? DARK : LIGHT;
    contents.config = vega.mergeConfig({}, colours, contents.config ?? {});
    let parsed;
    if (specification.type === 'vega') {
      contents.data = (contents.data ?? []).map((/** @type {any} */ one) => (one.name in tables ? { ...one, values: tables[one.name] } : one));
      parsed = contents;
    } else {
      contents.datasets = { ...contents.datasets, ...tables };
      contents.width ??= 'container';
      contents.height ??= 'container';
      contents.autosize ??= { type: 'fit', contains: 'padding' };
      parsed = vegaLite.compile(contents).spec;
    }
    view = new vega.View(vega.parse(parsed), { renderer: 'svg', container: place, hover: true, loader });
    await view.runAsync();
    if (refused.size) throw new Error(`it loads ${[...refused].join(', ')}, and nothing is loaded from addresses here`);
    answered('');
  }

  /** @type {any} */
  let last;
  addEventListener('message', (event) => {
    if (event.source !== parent) return;
    last = event.data;
    draw(last).catch((failed) => answered(String(failed && failed.message ? failed.message : failed)));
  });
  addEventListener('resize', () => last && draw(last).catch(() => {}));
  parent.postMessage({ metta: 'frame', ready: true }, '*');
})();
