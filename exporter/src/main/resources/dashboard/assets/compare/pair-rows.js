/** The steps of two sessions side by side. A step opens to what was said and done in both. */

import {fetchSpan} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCost, formatDuration, isKnown} from '../base/format.js';
import {operationIcon} from '../base/icons.js';
import {href, sessionHref} from '../base/place.js';
import {contentSections} from '../inspector/span-content.js';

/** More are drawn on demand. */
const AT_ONCE = 1000;
const NAMES = {arguments: 'other arguments', result: 'other result', model: 'other model', decision: 'other choice', status: 'other outcome', cost: 'cost', time: 'time'};

export class PairRows {
  #rows = h('div', {class: 'pair-rows', role: 'list', 'aria-label': 'Steps of both sessions'});
  #more = h('button', {class: 'button', hidden: true, onclick: () => this.#draw(this.#drawn + AT_ONCE)}, 'Show more');
  #answer = null;
  #shown = [];
  #drawn = 0;

  element = h('div', null, this.#rows, this.#more);

  show(answer, onlyDifferences) {
    this.#answer = answer;
    this.#shown = answer.rows.map((row, i) => ({...row, i})).filter((row) => !onlyDifferences || row.differences.length > 0 || !row.a || !row.b);
    render(this.#rows);
    this.#drawn = 0;
    this.#draw(AT_ONCE);
  }

  showDivergence() {
    const at = this.#shown.findIndex((row) => row.i === this.#answer.firstDivergence);
    this.#draw(Math.max(this.#drawn, at + 1));
    const element = this.#rows.querySelector('.diverges');
    element?.scrollIntoView({block: 'center'});
    element?.querySelector('button')?.focus();
  }

  #draw(until) {
    const to = Math.min(until, this.#shown.length);
    this.#rows.append(...this.#shown.slice(this.#drawn, to).map((row) => this.#row(row)));
    this.#drawn = Math.max(this.#drawn, to);
    this.#more.hidden = this.#drawn === this.#shown.length;
  }

  #row(row) {
    const detail = h('div', {class: 'pair-detail', hidden: true});
    const buttons = [];
    const toggle = () => {
      detail.hidden = !detail.hidden;
      buttons.forEach((button) => button.setAttribute('aria-expanded', String(!detail.hidden)));
      if (!detail.firstChild) {
        render(detail, contentOf(row.a, this.#answer.a), contentOf(row.b, this.#answer.b));
      }
    };
    const side = (step, letter) => {
      if (!step) {
        return h('span', {class: 'pair-step absent', vars: {'--depth': row.depth}}, `not in ${letter}`);
      }
      const button = h('button', {class: 'pair-step', 'aria-expanded': 'false', vars: {'--depth': row.depth}, title: step.path, onclick: toggle},
        operationIcon(step.kind), h('span', {class: 'pair-name data'}, step.label),
        step.error ? h('span', {class: 'badge error', title: step.error}, h('span', {class: 'data'}, simpleName(step.error))) : null,
        h('span', {class: 'pair-numbers'}, `${formatDuration(step.durationMillis)}${isKnown(step.costUsd) ? ` · ${formatCost(step.costUsd)}` : ''}`));
      buttons.push(button);
      return button;
    };
    const diverges = row.i === this.#answer.firstDivergence;
    return h('div', {role: 'listitem'}, h('div', {class: `pair-row ${row.a ? '' : 'only-b'} ${row.b ? '' : 'only-a'} ${diverges ? 'diverges' : ''}`}, side(row.a, 'A'),
      h('span', {class: 'pair-middle'}, diverges ? h('span', {class: 'badge'}, 'first divergence') : null,
        row.differences.map((each) => h('span', {class: `badge ${each === 'cost' || each === 'time' ? 'dashed' : 'recovered'}`}, NAMES[each]))),
      side(row.b, 'B')), detail);
  }
}

/** `BackendException` of `io.treeline.demo.BackendException`. */
function simpleName(error) {
  return /^[\w$.]+$/.test(error) ? error.slice(error.lastIndexOf('.') + 1) : error;
}

/** What was said and done in a step, read when it is opened, and the way to it in its session. */
function contentOf(step, session) {
  if (!step) {
    return h('div', null, h('p', {class: 'muted'}, 'Nothing here'));
  }
  const key = `${step.traceId}:${step.spanId}`;
  const content = h('div', null, h('p', {class: 'muted'}, 'Reading…'));
  fetchSpan(key).then((span) => render(content, contentSections(span)),
    (problem) => render(content, h('p', {class: 'muted', role: 'alert'}, problem.message)));
  return h('div', null, h('p', {class: 'pair-figures'}, h('a', {class: 'figure', href: href(sessionHref(session.sessionId), {span: key})}, 'In its session'),
    h('span', {class: 'muted'}, formatDuration(step.durationMillis), isKnown(step.costUsd) ? ` · ${formatCost(step.costUsd)}` : null)), content);
}
