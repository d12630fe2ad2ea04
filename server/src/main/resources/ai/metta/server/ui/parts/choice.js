// SPDX-FileCopyrightText: The metta authors
// SPDX-License-Identifier: Apache-2.0

/** The values of a template variable, to choose one or several of. */

import { LitElement, html } from 'lit';
import { ask } from '../data/api.js';

const MOST = 200;

class Choice extends LitElement {
  static properties = { variable: { attribute: false }, all: { state: true }, search: { state: true }, wrong: { state: true } };

  constructor() {
    super();
    /** @type {any} */ this.variable = undefined;
    /** @type {string[] | undefined} */ this.all = undefined;
    this.search = '';
    this.wrong = '';
  }

  createRenderRoot() {
    return this;
  }

  /** Asks for the values when they are first wanted. @param {any} event */
  async opened(event) {
    if (!event.target.open) return;
    /** @type {HTMLInputElement | null} */ (this.querySelector('input[type=search]'))?.focus();
    const { prefix, available } = this.variable;
    if (available.length || !prefix) {
      this.all = available;
      return;
    }
    try {
      this.all = (await ask(`/ui/tags/${encodeURIComponent(prefix)}`)).values;
      this.wrong = '';
    } catch (failed) {
      this.wrong = failed instanceof Error ? failed.message : String(failed);
    }
  }

  /** @param {string[]} values */
  choose(values) {
    this.dispatchEvent(new CustomEvent('choose', { detail: values.length ? values : ['*'] }));
  }

  /** @param {string} value @param {boolean} isOn */
  turn(value, isOn) {
    const rest = this.variable.values.filter((/** @type {string} */ one) => one !== '*' && one !== value);
    this.choose(isOn ? [...rest, value] : rest);
  }

  /** What was typed is a value too, whether or not one knows it. @param {any} event */
  typed(event) {
    event.preventDefault();
    const typed = event.target.elements.search.value.trim();
    if (typed) this.choose(typed.split(','));
    event.target.reset();
    this.search = '';
    this.querySelector('details')?.removeAttribute('open');
  }

  render() {
    const { name, values } = this.variable;
    const known = [...new Set([...values.filter((/** @type {string} */ one) => one !== '*'), ...(this.all ?? [])])];
    const found = known.filter((one) => one.toLowerCase().includes(this.search.toLowerCase()));
    return html`<details class="pick" @toggle=${this.opened}>
      <summary><span>$${name}</span><b>${values.join(', ')}</b></summary>
      <form @submit=${this.typed}>
        <input type="search" name="search" placeholder="Find, or type a value" autocomplete="off" spellcheck="false"
          aria-label=${`A value of ${name}`} @input=${(/** @type {any} */ event) => (this.search = event.target.value)}>
        <ul>
          <li><label><input type="checkbox" .checked=${values.includes('*')} @change=${() => this.choose(['*'])}> <i>all</i></label></li>
          ${found.slice(0, MOST).map((one) => html`<li><label><input type="checkbox" .checked=${values.includes(one)}
            @change=${(/** @type {any} */ event) => this.turn(one, event.target.checked)}> ${one}</label></li>`)}
        </ul>
        ${found.length > MOST ? html`<small>${found.length - MOST} more: type a part of it</small>` : ''}
        ${this.wrong ? html`<small class="bad">${this.wrong}</small>` : ''}
        ${this.all && !known.length ? html`<small>no value is known</small>` : ''}
      </form>
    </details>`;
  }
}
customElements.define('metta-choice', Choice);
