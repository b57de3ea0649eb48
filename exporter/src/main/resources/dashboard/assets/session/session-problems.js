/** What /analysis found, one sentence each, above the trees: the first are shown, the rest on demand. */

import {breakable, h, render} from '../base/dom.js';
import {formatCount, plural} from '../base/format.js';

const SHOWN = 2;
const MOST = 100;
const KINDS = {error: ['error', 'failed'], limit_reached: ['error', 'limit reached'], loop: ['recovered', 'loop'], abandoned: ['recovered', 'left behind'],
  rejected: ['error', 'rejected'], recovered: ['ok', 'recovered']};
const drawn = new WeakMap();

/** @param {(key: string) => void} pick */
export function drawProblems(element, analysis, pick) {
  const problems = analysis?.problems ?? [];
  const seen = JSON.stringify([problems, analysis?.moreProblems]);
  if (drawn.get(element) === seen) {
    return;
  }
  drawn.set(element, seen);
  element.hidden = problems.length === 0;
  const list = h('ul', null, problems.slice(0, SHOWN).map((each) => problem(each, pick)));
  const rest = problems.slice(SHOWN, MOST);
  const more = rest.length === 0 ? null : h('button', {class: 'button small plain', onclick: () => {
    list.append(...rest.map((each) => problem(each, pick)));
    more.remove();
  }}, `Show ${plural(rest.length, 'more finding')}`);
  const left = problems.length - SHOWN - rest.length + (analysis?.moreProblems ?? 0);
  render(element, list, more, left > 0 ? h('span', {class: 'muted'}, `${formatCount(left)} further findings are not listed`) : null);
}

function problem({kind, sentence, spans}, pick) {
  const [className, word] = KINDS[kind] ?? ['', kind];
  return h('li', null, h('span', {class: `pill ${className}`}, word),
    h('button', {class: 'link finding data', title: `${sentence}\nShow the span`, onclick: () => pick(spans[0])}, breakable(sentence)));
}

