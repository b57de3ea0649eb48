import {h} from '../base/dom.js';
import {sessionHref} from '../base/place.js';
import {cost, counted, duration, statusPill, time, tokens, unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {chooseButton} from '../compare/choose-two.js';
import {addParam} from './filters.js';

const DERIVED_NAME = 'No name was given: this is the name of its first agent or top-most span';
const DERIVED_ID = 'No id was given: the trace is the session';

/** `sort` is the API's word where it can sort by the column. */
const COLUMNS = [
  {title: 'Session', className: 'col-name', cell: nameCell, beside: (session) => h('span', {class: 'session-line'}, idCell(session), chooseButton(session))},
  {title: 'Status', className: 'col-status', cell: (s) => statusPill(s.status)},
  {title: 'Start', className: 'col-time', sort: 'startTime', cell: (s) => time(s.startTime)},
  {title: 'Duration', className: 'num col-duration', sort: 'duration', hint: 'From first start to last end', cell: (s) => duration(s.durationMillis, 'Wall clock')},
  {title: 'Active', className: 'num col-active', hint: 'Time in which at least one span ran', cell: (s) => duration(s.activeMillis, 'Active')},
  {title: 'LLM', className: 'num col-count', hint: 'Model calls', cell: (s) => counted(s.llmCalls)},
  {title: 'Tools', className: 'num col-count', hint: 'Tool calls', cell: (s) => counted(s.toolCalls)},
  {title: 'Errors', className: 'num col-errors', sort: 'errors', hint: 'Each error counted where it happened', cell: (s) => counted(s.errors, s.status === 'error' ? 'bad' : 'mended')},
  {title: 'Tokens', className: 'num col-tokens', sort: 'tokens', hint: 'Input → output tokens', cell: tokens},
  {title: 'Cost', className: 'num col-cost', sort: 'cost', hint: 'US dollars', cell: cost},
  {title: 'User', className: 'col-user', cell: userCell},
  {title: 'Models', className: 'col-models', cell: modelsCell},
];

/** @param {(sort: string) => void} onSort */
export function sessionsTable(onSort) {
  return new DataTable({label: 'Sessions', className: 'sessions', columns: COLUMNS, onSort, sort: '-startTime',
    key: (session) => session.sessionId, href: (session) => sessionHref(session.sessionId)});
}

function nameCell(session) {
  return session.nameSource === 'derived' ? h('i', {title: DERIVED_NAME}, session.name) : h('span', {title: session.name}, session.name);
}

function idCell(session) {
  return h('span', {class: 'session-id data mono', title: session.sessionIdSource === 'trace' ? `${session.sessionId}\n${DERIVED_ID}` : session.sessionId}, session.sessionId);
}

function userCell(session) {
  if (session.users.length === 0) {
    return unknown('No span names a user');
  }
  const [first, ...others] = session.users;
  return [h('button', {class: 'inline data', title: `Only sessions of ${first}`, onclick: () => addParam('user', first)}, first),
    others.length > 0 ? h('span', {class: 'muted', title: others.join(', ')}, ` +${others.length}`) : null];
}

function modelsCell(session) {
  return session.models.length === 0 ? unknown('No model call')
    : h('span', {class: 'data', title: session.models.join('\n')}, session.models.join(', '));
}
