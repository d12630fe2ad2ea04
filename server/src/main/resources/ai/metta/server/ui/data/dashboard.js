// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** A dashboard as a page can draw it, whatever its file says. */

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is in a file, in few words. @param {unknown} value */
const brief = (value) => (value === undefined ? 'nothing' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : JSON.stringify(value).slice(0, 40));

/** @param {unknown} value @returns {string | undefined} */
const text = (value) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

/** What a widget says in lists of objects. */
const LISTS = ['custom_links', 'markers', 'events'];

/** Instead of what is no widget: one that says so. @param {string} wrong @param {any} [layout] @param {any} [id] */
const stand = (wrong, layout, id) => ({ id, layout, definition: { type: 'unreadable', title: '', wrong } });

/** @param {unknown} said @param {number} index @returns {any} */
function widget(said, index) {
  const which = `widget ${index + 1}`;
  if (!isObject(said)) return stand(`${which} of the file is ${brief(said)}, and no widget`);
  const layout = isObject(said.layout) ? said.layout : undefined;
  const { definition } = said;
  if (!isObject(definition)) return stand(`${which} of the file has no "definition": that is ${brief(definition)}`, layout, said.id);
  if (typeof definition.type !== 'string' || !definition.type) {
    return stand(`${text(definition.title) ? `"${definition.title}"` : which} has no "type": that is ${brief(definition.type)}`, layout, said.id);
  }
  /** @type {Record<string, any>} */
  const clean = { ...definition, title: text(definition.title) };
  for (const name of LISTS) if (name in clean) clean[name] = Array.isArray(clean[name]) ? clean[name].filter(isObject) : [];
  if (definition.type === 'group') {
    clean.widgets = Array.isArray(definition.widgets)
      ? definition.widgets.map(widget)
      : [stand(`the group has no list of "widgets": that is ${brief(definition.widgets)}`)];
  }
  return { ...said, layout, definition: clean };
}

/** @param {any} said */
const variable = (said) => ({
  ...said,
  name: String(said.name),
  prefix: text(said.prefix) ?? '',
  defaults: Array.isArray(said.defaults) ? said.defaults.map(String) : undefined,
  default: text(said.default),
  available_values: Array.isArray(said.available_values) ? said.available_values.map(String) : [],
});

/**
 * What a page draws of a dashboard. What is none of what it should be is replaced by what says so.
 *
 * @param {unknown} said
 * @param {string} name by which it was asked for, where it has no title
 * @returns {any}
 */
export function understood(said, name) {
  if (!isObject(said)) return { title: name, template_variables: [], widgets: [stand(`this is ${brief(said)}, and no dashboard`)] };
  return {
    ...said,
    title: text(said.title) ?? name,
    template_variables: Array.isArray(said.template_variables) ? said.template_variables.filter((one) => isObject(one) && text(one.name)).map(variable) : [],
    widgets: Array.isArray(said.widgets) ? said.widgets.map(widget) : [stand(`the dashboard has no list of "widgets": that is ${brief(said.widgets)}`)],
  };
}
