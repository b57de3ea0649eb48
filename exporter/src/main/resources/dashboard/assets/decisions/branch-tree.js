/**
 * The merged tree as a treegrid: each branch with bars for its share, cost and errors. Keys: arrows
 * move, right and left unfold and fold, Enter or space choose.
 */

import {breakable, h, render} from '../base/dom.js';
import {formatCost, formatDuration, formatShare, isKnown, plural} from '../base/format.js';
import {icon, operationIcon} from '../base/icons.js';
import {counted, tokens, unknown} from '../components/cells.js';

const COLUMNS = [
  ['Branch', 'What the path tree of each session has in common', 'wide'],
  ['Sessions', 'Sessions that took it, as a share of all', ''],
  ['Visits', 'How often a session entered it on average', 'num'],
  ['Cost', 'US dollars a session that took it, here and below; the bar is its share of all money', ''],
  ['Tokens', 'Input → output tokens of all visits, here and below; ~ where some were counted from the text', 'num'],
  ['p50', 'Median duration of a visit', 'num'],
  ['p95', '95th percentile of a visit’s duration', 'num'],
  ['Errors', 'Visits that failed; lighter: those that were made good', ''],
  ['Success', 'Sessions that took it and did not end in error', 'num'],
];
/** So many rows are unfolded at first. */
const FEW = 60;

export class BranchTree {
  #onChoose;
  #body = h('tbody');
  #folded = null;
  #tree = null;
  #at = '/';

  /** @param {(path: string) => void} onChoose */
  constructor(onChoose) {
    this.#onChoose = onChoose;
    this.element = h('table', {class: 'data-table branch-tree', role: 'treegrid', 'aria-label': 'Branches', onkeydown: (event) => this.#key(event)},
      h('thead', null, h('tr', null, COLUMNS.map(([title, hint, className]) => h('th', {scope: 'col', title: hint, class: className}, title)))), this.#body);
  }

  show(tree, at) {
    this.#tree = tree;
    this.#at = at;
    this.#folded ??= new Set(tree.nodes.length > FEW ? tree.nodes.filter((node) => node.depth >= 2).map((node) => node.path) : []);
    // What is looked at is seen, however one came here.
    [...this.#folded].filter((path) => at.startsWith(`${path}/`)).forEach((path) => this.#folded.delete(path));
    this.#draw();
  }

  #draw() {
    const focused = this.#body.contains(document.activeElement) ? document.activeElement.dataset.path : null;
    const {nodes} = this.#tree;
    const rows = [];
    let hidden = Infinity;
    nodes.forEach((node, i) => {
      if (node.depth > hidden) {
        return;
      }
      hidden = Infinity;
      const below = (nodes[i + 1]?.depth ?? 0) > node.depth;
      const folded = below && this.#folded.has(node.path);
      rows.push(this.#row(node, below ? !folded : null));
      hidden = folded ? node.depth : Infinity;
      if (!folded && node.rest.length > 0) {
        rows.push(restRow(node));
      }
    });
    render(this.#body, rows);
    [...this.#body.children].find((row) => focused !== null && row.dataset.path === focused)?.focus();
  }

  #row(node, expanded) {
    const all = this.#tree.nodes[0];
    const chosen = node.path === this.#at;
    const toggle = expanded === null ? h('span', {class: 'twisty'})
      : h('span', {class: `twisty ${expanded ? 'open' : ''}`, 'aria-hidden': 'true', onclick: (event) => this.#toggle(event, node)}, icon('chevron'));
    return h('tr', {role: 'row', 'data-path': node.path, 'aria-level': node.depth + 1, 'aria-expanded': expanded === null ? null : String(expanded),
      'aria-selected': String(chosen), tabindex: chosen ? '0' : '-1', class: chosen ? 'chosen linked' : 'linked', onclick: () => this.#choose(node.path)},
    h('th', {scope: 'row', class: 'wide', role: 'gridcell', vars: {'--depth': node.depth}}, h('span', {class: 'branch-name'}, toggle,
      node.depth === 0 ? icon('sessions') : node.kind ? operationIcon(node.kind) : icon('path'),
      h('span', {class: 'data', title: node.path}, node.depth === 0 ? 'All sessions' : breakable(node.label)))),
    cell('', bar(node.share, '--accent', formatShare(node.share), plural(node.sessions, 'session'))),
    cell('num', isKnown(node.meanVisits) ? h('span', {title: `${plural(node.visits, 'visit')} in ${plural(node.sessions, 'session')}`},
      node.meanVisits.toLocaleString('en-US', {maximumFractionDigits: 1})) : unknown('Unknown')),
    cell('', costBar(node, all)),
    cell('num', tokens({...node.subtree, estimatedCalls: node.estimatedCalls})),
    cell('num', duration(node.durationMillis.p50)),
    cell('num', duration(node.durationMillis.p95)),
    cell('', node.depth === 0 ? null : errorBar(node)),
    cell('num', h('span', {class: node.successRate < all.successRate - 0.05 ? 'bad' : '', title: `${node.succeeded} of ${plural(node.sessions, 'session')}`},
      formatShare(node.successRate), h('span', {class: 'of'}, ` of ${node.sessions}`))));
  }

  #toggle(event, node) {
    event.stopPropagation();
    this.#fold(node.path, !this.#folded.has(node.path));
  }

  #fold(path, folded) {
    this.#folded[folded ? 'add' : 'delete'](path);
    this.#draw();
  }

  #choose(path) {
    if (String(getSelection()) === '') {
      this.#onChoose(path);
    }
  }

  #key(event) {
    const row = event.target.closest('tr[data-path]');
    if (!row) {
      return;
    }
    const {path} = row.dataset;
    const open = row.getAttribute('aria-expanded');
    const rows = [...this.#body.querySelectorAll('tr[data-path]')];
    const step = (to) => rows[Math.min(rows.length - 1, Math.max(0, to))].focus();
    const at = rows.indexOf(row);
    const keys = {
      ArrowDown: () => step(at + 1),
      ArrowUp: () => step(at - 1),
      Home: () => step(0),
      End: () => step(rows.length - 1),
      ArrowRight: () => (open === 'false' ? this.#fold(path, false) : step(at + 1)),
      ArrowLeft: () => (open === 'true' ? this.#fold(path, true) : step(rows.findIndex((each) => each.dataset.path === above(path)))),
      Enter: () => this.#onChoose(path),
      ' ': () => this.#onChoose(path),
    };
    if (keys[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
    }
  }
}

export function above(path) {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function cell(className, content) {
  return h('td', {role: 'gridcell', class: className}, content);
}

function restRow(node) {
  const names = node.rest.map((each) => each.path.slice(each.path.lastIndexOf('/') + 1));
  return h('tr', {class: 'rest', role: 'row', 'aria-level': node.depth + 2}, h('td', {colspan: String(COLUMNS.length), role: 'gridcell', vars: {'--depth': node.depth + 1}},
    h('span', {class: 'branch-name muted', title: names.join('\n')}, h('span', {class: 'twisty'}),
      `${plural(names.length, 'rarer branch').replace(/branchs$/, 'branches')}: ${names.slice(0, 4).join(', ')}${names.length > 4 ? ', …' : ''}`)));
}

export function bar(share, color, text, title) {
  return h('span', {class: 'meter', title}, h('span', {class: 'meter-track', 'aria-hidden': 'true'},
    h('span', {class: 'meter-fill', vars: {width: `${Math.min(1, share ?? 0) * 100}%`, '--key': `var(${color})`}})), h('span', {class: 'meter-value'}, text));
}

function costBar(node, all) {
  if (!isKnown(node.subtree.costUsd)) {
    return unknown(node.unpricedCalls > 0 ? `Unknown: ${plural(node.unpricedCalls, 'model call')} without a known price` : 'No priced model call here or below');
  }
  const share = Number(all.subtree.costUsd) > 0 ? Number(node.subtree.costUsd) / Number(all.subtree.costUsd) : 0;
  const missing = node.unpricedCalls > 0 ? `; ${plural(node.unpricedCalls, 'call')} without a price not included` : '';
  return bar(share, '--op-llm', formatCost(node.costUsdPerSession),
    `${node.subtree.costUsd} US dollars here and below (${formatShare(share)} of all), ${node.self.costUsd ?? 'none known'} right here${missing}`);
}

function errorBar(node) {
  if (node.failed === 0) {
    return counted(0);
  }
  return h('span', {class: 'meter', title: `${node.failed} of ${plural(node.visits, 'visit')} failed, ${node.recovered} made good`},
    h('span', {class: 'meter-track', 'aria-hidden': 'true'},
      h('span', {class: 'meter-fill', vars: {width: `${((node.failed - node.recovered) / node.visits) * 100}%`, '--key': 'var(--error)'}}),
      h('span', {class: 'meter-fill', vars: {width: `${(node.recovered / node.visits) * 100}%`, '--key': 'var(--recovered)'}})),
    h('span', {class: 'meter-value'}, formatShare(node.errorRate)));
}

function duration(millis) {
  return isKnown(millis) ? formatDuration(millis) : unknown('No visit has ended');
}
