// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** Template variables: what a reader narrows a dashboard to. */

/** @typedef {{name: string, prefix: string, values: string[], available: string[]}} Variable `available` where its author listed values */

/**
 * @param {any} dashboard
 * @param {URLSearchParams} address
 * @returns {Variable[]}
 */
export function variables(dashboard, address) {
  return (dashboard.template_variables ?? []).map((/** @type {any} */ one) => {
    const said = address.getAll(`tpl_var_${one.name}`).flatMap((text) => text.split(','));
    const preset = one.defaults ?? (one.default ? [one.default] : ['*']);
    return {
      name: one.name,
      prefix: one.prefix ?? '',
      values: said.length ? said : preset.length ? preset : ['*'],
      available: one.available_values ?? [],
    };
  });
}

/** @param {Variable} variable */
const isAll = (variable) => variable.values.includes('*');

/** @param {Variable} variable */
function scope(variable) {
  if (isAll(variable)) return '*';
  const { prefix, values } = variable;
  if (!prefix) return values.join(' OR ');
  return values.length === 1 ? `${prefix}:${values[0]}` : `${prefix} IN (${values.join(',')})`;
}

/**
 * Puts values in the place of `$name`, `$name.value` and `$name.key`: the longest declared name is
 * meant.
 *
 * @param {string} text
 * @param {Variable[]} all
 * @param {(variable: Variable) => string} whole what `$name` becomes
 */
function replaced(text, all, whole) {
  const longestFirst = [...all].sort((one, other) => other.name.length - one.name.length);
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const found =
      text[i] === '$' ? longestFirst.find((one) => text.startsWith(one.name, i + 1)) : undefined;
    if (!found) {
      out += text[i];
      continue;
    }
    const rest = text.slice(i + 1 + found.name.length);
    if (rest.startsWith('.value')) {
      out += found.values.join(',');
      i += '.value'.length;
    } else if (rest.startsWith('.key')) {
      out += found.prefix;
      i += '.key'.length;
    } else {
      out += whole(found);
    }
    i += found.name.length;
  }
  return out;
}

/** @param {string} query @param {Variable[]} all */
export const inQuery = (query, all) => replaced(query, all, scope);

/** @param {string} text @param {Variable[]} all */
export const inText = (text, all) => replaced(text, all, (one) => one.values.join(', '));
