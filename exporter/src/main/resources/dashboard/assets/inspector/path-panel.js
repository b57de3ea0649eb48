import {h} from '../base/dom.js';
import {formatCount, formatDuration} from '../base/format.js';
import {operationIcon} from '../base/icons.js';
import {cost, counted, duration, tokens} from '../components/cells.js';
import {section} from './sections.js';

const SHOWN = 200;

/** What is known of one place in the path tree: its numbers and the spans directly at it. */
export function pathPanel(node, model, spans, pick) {
  const rows = [
    ['Spans', (t) => counted(t.spans)], ['Duration', (t) => duration(t.durationMillis)], ['LLM calls', (t) => counted(t.llmCalls)],
    ['Tool calls', (t) => counted(t.toolCalls)], ['Errors', (t) => counted(t.errors, 'bad')], ['Tokens in → out', tokens], ['Cost', cost],
  ];
  const table = h('table', {class: 'totals'},
    h('thead', null, h('tr', null, h('td'), h('th', {scope: 'col'}, 'Directly here'), h('th', {scope: 'col'}, 'With all below'))),
    h('tbody', null, rows.map(([name, cell]) => h('tr', null, h('th', {scope: 'row'}, name), h('td', null, cell(node.self)), h('td', null, cell(node.subtree))))));
  const below = node.spanKeys.slice(0, SHOWN).map((key) => spans.byId.get(key)).filter(Boolean);
  return [
    section('Totals', table, {note: node.derived ? 'path derived from names' : null}),
    section('Spans here', below.length === 0 ? h('p', {class: 'unknown'}, 'None directly at this path, only below')
      : h('ul', {class: 'span-list'}, below.map((each) => spanRow(each, pick))),
    {note: node.spanKeys.length > SHOWN ? `first ${SHOWN} of ${formatCount(node.spanKeys.length)}` : formatCount(node.spanKeys.length)}),
  ];
}

function spanRow(node, pick) {
  const {span} = node;
  return h('li', null, h('button', {class: 'link data', onclick: () => pick(node.id)}, operationIcon(span.operation), h('span', {class: 'data'}, span.name)),
    span.status === 'error' ? h('span', {class: 'badge error'}, h('span', {class: 'data'}, span.errorType ?? 'error')) : null,
    h('span', {class: 'muted'}, formatDuration(span.durationMillis)));
}
