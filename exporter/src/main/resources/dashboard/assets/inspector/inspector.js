/**
 * Everything known of one selected node.
 *
 * Events: `closed`, and `pick-span` (detail: key) when another span is to be shown.
 */

import {fetchSpan} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {icon, operationIcon} from '../base/icons.js';
import {copyButton} from '../components/copy-button.js';
import {pathPanel} from './path-panel.js';
import {feedbackSection} from './feedback.js';
import {contentSections} from './span-content.js';
import {factsOf, headNumbers, rawSections} from './span-facts.js';
import {meaningSections} from './span-meaning.js';

const SETTLE_MILLIS = 60;
const REMEMBERED = 40;

class Inspector extends HTMLElement {
  #head = h('header', {class: 'inspector-head'});
  #body = h('div', {class: 'inspector-body', tabindex: '0', role: 'region', 'aria-label': 'Inspector'});
  #shown = null;
  #details = new Map();
  #settle = 0;
  #request = null;
  #data = null;

  connectedCallback() {
    if (!this.firstChild) {
      this.append(this.#head, this.#body);
    }
  }

  focus() {
    this.#body.focus();
  }

  /** @param node of either tree; @param model its tree; @param spans the model of the span tree; @param data the session's */
  show(node, model, spans, data) {
    this.#data = data;
    const seen = `${node.id} ${JSON.stringify(node.span)} ${node.kind === 'path' ? JSON.stringify([node.self, node.subtree, node.spanKeys]) : ''}`;
    if (seen === this.#shown) {
      return;
    }
    this.#shown = seen;
    clearTimeout(this.#settle);
    this.#request?.abort();
    if (node.span) {
      this.#showSpan(node, spans, seen);
    } else {
      this.#drawHead('path', `/${node.label}`, node.path, () => JSON.stringify({path: node.path, self: node.self, subtree: node.subtree}, null, 2));
      this.#drawBody(node.id, pathPanel(node, model, spans, (key) => this.#pickSpan(key)));
    }
  }

  #showSpan(node, spans, seen) {
    const {span} = node;
    const key = `${span.traceId}:${span.spanId}`;
    this.#drawHead(span.operation, span.name, span.path, () => JSON.stringify(this.#details.get(seen) ?? span, null, 2),
      () => `curl '${location.origin}/api/v1/spans/${span.traceId}/${span.spanId}'`);
    const known = this.#details.get(seen);
    if (known) {
      this.#drawSpan(node, known, spans);
      return;
    }
    const facts = () => [headNumbers(span), factsOf(span, spans, (parent) => this.#pickSpan(parent))];
    this.#drawBody(key, facts());
    // Someone who runs through rows by key does not want each of them fetched.
    this.#settle = setTimeout(() => this.#load(node, key, spans, seen, facts), SETTLE_MILLIS);
  }

  async #load(node, key, spans, seen, facts) {
    const request = new AbortController();
    this.#request = request;
    try {
      const detail = await fetchSpan(key, request.signal);
      this.#details.set(seen, detail);
      if (this.#details.size > REMEMBERED) {
        this.#details.delete(this.#details.keys().next().value);
      }
      this.#drawSpan(node, detail, spans);
    } catch (e) {
      if (e.name !== 'AbortError') {
        this.#shown = null;
        this.#drawBody(key, [facts(), h('p', {class: 'banner data', role: 'alert'}, `The content could not be read: ${e.message}`)]);
      }
    }
  }

  #drawSpan(node, detail, spans) {
    const key = `${detail.traceId}:${detail.spanId}`;
    this.#drawBody(key, [
      headNumbers(detail), contentSections(detail), meaningSections(detail, node, this.#data, (other) => this.#pickSpan(other)), feedbackSection(detail),
      factsOf(detail, spans, (parent) => this.#pickSpan(parent)), rawSections(detail, (linked) => this.#pickSpan(linked), spans),
    ]);
  }

  #drawHead(operation, title, path, json, curl = null) {
    const close = () => this.dispatchEvent(new Event('closed'));
    render(this.#head, operationIcon(operation),
      h('div', {class: 'inspector-title'}, h('h2', {class: 'data', title}, title.slice(0, 500)), path ? h('div', {class: 'mono muted data', title: path}, path) : null),
      copyButton('everything as JSON', json, 'JSON'), curl ? copyButton('a curl command that reads it', curl, 'curl') : null,
      h('button', {class: 'button plain small', 'aria-label': 'Close the inspector', title: 'Close (Esc)', onclick: close}, icon('close')));
  }

  /** Another span starts at the top; the same one, grown, stays where it was read. */
  #drawBody(id, content) {
    const same = this.#body.dataset.of === id;
    const at = this.#body.scrollTop;
    this.#body.dataset.of = id;
    render(this.#body, content);
    this.#body.scrollTop = same ? at : 0;
  }

  #pickSpan(key) {
    this.dispatchEvent(new CustomEvent('pick-span', {detail: key}));
  }
}

customElements.define('tl-inspector', Inspector);
