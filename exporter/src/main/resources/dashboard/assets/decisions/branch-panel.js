/** The chosen branch: its numbers, what came before and after it, what came next inside of it, and the sessions behind it. */

import {breakable, h, render} from '../base/dom.js';
import {formatDuration, formatShare, isKnown, plural} from '../base/format.js';
import {href, sessionHref} from '../base/place.js';
import {barList} from '../components/bar-list.js';
import {cost, tokens} from '../components/cells.js';
import {filterValues} from '../sessions/filters.js';
import {above} from './branch-tree.js';

const MOST = 8;

export class BranchPanel {
  element = h('aside', {class: 'panel branch-panel', 'aria-label': 'Chosen branch'});

  show(tree, node, params) {
    const parent = tree.nodes.find((each) => each.path === above(node.path));
    const filters = filterValues(params);
    const root = node.path === '/';
    render(this.element, h('h2', {class: 'data'}, root ? 'All sessions' : breakable(node.path)), numbers(node, filters, root),
      h('p', {class: 'branch-links'}, links(node, filters, root)),
      root ? null : [steps('Before it', parent.next.filter((step) => step.to === node.path), (step) => step.from, 'start', params),
        steps('After it', parent.next.filter((step) => step.from === node.path), (step) => step.to, 'stop', params)],
      inside(node, params));
  }
}

/** Where one goes from here: the sessions, and the single visits that stand out. */
function links(node, filters, root) {
  const through = root ? filters : {...filters, path: node.path};
  const spanHref = ({sessionId, traceId, spanId}) => href(sessionHref(sessionId), {span: `${traceId}:${spanId}`});
  return [
    h('a', {class: 'button small', href: href('/', through)}, plural(node.sessions, 'session')),
    node.sessions > node.succeeded ? h('a', {class: 'button small', href: href('/', {...through, status: 'error'})}, `${node.sessions - node.succeeded} ended in error`) : null,
    node.slowest ? h('a', {class: 'button small', href: spanHref(node.slowest)}, 'Slowest visit') : null,
    node.dearest ? h('a', {class: 'button small', href: spanHref(node.dearest)}, 'Dearest session') : null,
  ];
}

function numbers(node, filters, root) {
  const {without} = node;
  const through = root ? filters : {...filters, path: node.path};
  const to = (address, ...text) => h('a', {class: 'figure', href: address}, text);
  // What is not known leads nowhere.
  const ofTokens = (totals) => isKnown(totals.inputTokens) || isKnown(totals.outputTokens);
  const shows = (show, text) => (root ? text : to(href('/decisions', {...filters, at: node.path, show}), text));
  return h('dl', {class: 'facts'},
    fact('Sessions', to(href('/', through), root ? String(node.sessions) : `${node.sessions} (${formatShare(node.shareOfParent)} of those at the place above)`)),
    fact('Visits', shows('visits', String(node.visits))),
    fact('Time, all visits', shows('slow', formatDuration(node.durationMillis.total))),
    fact('On the critical path', formatDuration(node.criticalMillis)),
    fact('Cost, here and below', isKnown(node.subtree.costUsd) ? to(href('/', {...through, sort: '-cost'}), cost({...node.subtree, unpricedCalls: node.unpricedCalls})) : cost({...node.subtree, unpricedCalls: node.unpricedCalls})),
    fact('Cost, right here', isKnown(node.self.costUsd) ? shows('cost', cost({...node.self, unpricedCalls: 0})) : cost({...node.self, unpricedCalls: 0})),
    fact('Tokens, here and below', ofTokens(node.subtree) ? to(href('/', {...through, sort: '-tokens'}), tokens({...node.subtree, estimatedCalls: node.estimatedCalls})) : tokens(node.subtree)),
    fact('Tokens, right here', ofTokens(node.self) ? shows('cost', tokens({...node.self, estimatedCalls: 0})) : tokens(node.self)),
    node.estimatedCalls > 0 ? fact('Tokens estimated', `of ${plural(node.estimatedCalls, 'call')}, from the text`) : null,
    node.unpricedCalls > 0 ? fact('Without a price', plural(node.unpricedCalls, 'call')) : null,
    fact('Failed visits', node.failed === 0 ? '0' : shows('failed', `${node.failed}, ${formatShare(node.recoveryRate)} made good`)),
    fact('Success with it', to(href('/', {...through, status: node.succeeded < node.sessions ? 'error' : filters.status}), `${formatShare(node.successRate)} of ${node.sessions}`)),
    fact('Success without it', without.sessions === 0 ? 'no session without it' : `${formatShare(without.successRate)} of ${without.sessions}`));
}

function fact(name, value) {
  return h('div', {class: 'fact'}, h('dt', null, name), h('dd', null, value));
}

/** Steps at one end of which the branch is: shares are of these. */
function steps(title, list, end, none, params) {
  if (list.length === 0) {
    return null;
  }
  const all = list.reduce((sum, step) => sum + step.times, 0);
  return h('section', null, h('h3', null, title), ranking(title, list, all, end, none, params));
}

/** What came next under the branch, from each of its own. */
function inside(node, params) {
  if (node.next.length === 0) {
    return null;
  }
  const froms = [...new Set(node.next.map((step) => step.from))];
  return h('section', null, h('h3', null, 'What came next inside'), froms.slice(0, MOST).map((from) => {
    const list = node.next.filter((step) => step.from === from);
    const all = list.reduce((sum, step) => sum + step.times, 0);
    const title = from === null ? 'First' : `After ${label(from)}`;
    return h('div', {class: 'from'}, h('h4', {class: 'data'}, title, h('span', {class: 'muted'}, ` ${all}×`)), ranking(title, list, all, (step) => step.to, 'stop', params));
  }));
}

function ranking(title, list, all, end, none, params) {
  const sorted = [...list].sort((a, b) => b.times - a.times);
  return barList(sorted.slice(0, MOST).map((step) => ({
    name: isKnown(end(step)) ? label(end(step)) : none,
    value: step.times / all,
    href: isKnown(end(step)) ? href('/decisions', {...filterValues(params), at: end(step)}) : null,
    color: isKnown(end(step)) ? '--accent' : '--faint',
    hint: `${step.times} of ${all} times, in ${plural(step.sessions, 'session')}`,
  })), {label: title, unit: 'share'});
}

function label(path) {
  return path.slice(path.lastIndexOf('/') + 1);
}
