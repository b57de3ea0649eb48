/** Columns of the span tree and the path tree. Bars show the subtree, the dark part its own share. */

import {h} from '../base/dom.js';
import {isKnown, totalTokens} from '../base/format.js';
import {cost, counted, duration, tokens} from '../components/cells.js';
import {nodeLabel} from './node-label.js';

/**
 * @param summary the session's totals: what a full bar stands for
 * @param {'subtree'|'self'} which whose numbers are written; bars always show both
 */
export function treeColumns(summary, which) {
  const whole = which === 'self' ? 'its own part only' : 'with everything below';
  const column = (title, className, unit, amount, text) => ({
    title, className: `num ${className}`, hint: `${title}, ${unit}, ${whole}`,
    cell: (node) => [bar(node, amount, amount(summary)), h('span', {class: 'figure'}, text(node[which]))],
  });
  return [
    {title: 'Name', className: 'tree-name', cell: nodeLabel},
    column('Duration', 'tree-duration', 'time', (t) => t.durationMillis, (t) => duration(t.durationMillis)),
    column('Tokens', 'tree-tokens', 'input → output', totalTokens, tokens),
    column('Cost', 'tree-cost', 'US dollars', (t) => (isKnown(t.costUsd) ? Number(t.costUsd) : null), cost),
    {title: 'Errors', className: 'num tree-errors', hint: `Errors, each where it happened, ${whole}`,
      cell: (node) => counted(node[which].errors, 'bad')},
  ];
}

function bar(node, amount, full) {
  const share = (totals) => {
    const value = amount(totals);
    return isKnown(value) && full > 0 ? Math.min(100, (value / full) * 100) : 0;
  };
  const subtree = share(node.subtree);
  return h('span', {class: `bar op-${node.span?.operation ?? 'path'}`, 'aria-hidden': 'true',
    vars: {'--subtree': `${subtree}%`, '--self': `${share(node.self)}%`}});
}
