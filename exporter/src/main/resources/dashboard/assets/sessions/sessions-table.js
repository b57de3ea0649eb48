import {h} from '../base/dom.js';
import {sessionHref} from '../base/place.js';
import {cost, counted, duration, statusPill, time, tokens, unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {chooseButton} from '../compare/choose-two.js';
import {addParam} from './filters.js';

const DERIVED_NAME = 'No name was given: this is the name of its first agent or top-most span';
const NOT_ANALYSED = 'Not analysed yet';
const DERIVED_ID = 'No id was given: the trace is the session';

/** Of what the analysis found, which is read after the list. */
const finding = (title, hint, figure, field, className) => ({title, name: field, className: 'num col-count', sort: field, hint, link: (s) => s.findings?.[field] > 0 ? figureHref(s, figure) : null,
  cell: (s) => (s.findings ? counted(s.findings[field], className) : unknown(NOT_ANALYSED))});

/** `sort` is the API's word where it can sort by the column; `name` is that of the chooser, `extra` shown only where chosen. */
const COLUMNS = [
  {title: 'Session', className: 'col-name', cell: nameCell, beside: (session) => h('span', {class: 'session-line'}, idCell(session), chooseButton(session))},
  {title: 'Status', name: 'status', className: 'col-status', cell: (s) => statusPill(s.status)},
  {title: 'Start', name: 'start', className: 'col-time', sort: 'startTime', cell: (s) => time(s.startTime)},
  {title: 'Duration', name: 'duration', className: 'num col-duration', sort: 'duration', hint: 'From first start to last end; below it the time in which at least one span ran',
    cell: (s) => [duration(s.durationMillis, 'Wall clock'), h('span', {class: 'second-line'}, duration(s.activeMillis, 'Active'), ' active')]},
  {title: 'Waited', name: 'waited', extra: true, className: 'num col-duration', hint: 'Time in which only people were waited for',
    cell: (s) => (s.findings ? duration(s.findings.waitingMillis) : unknown(NOT_ANALYSED))},
  {title: 'LLM', name: 'llm', className: 'num col-count', hint: 'Model calls', link: (s) => s.llmCalls > 0 ? figureHref(s, 'llm') : null, cell: (s) => counted(s.llmCalls)},
  {title: 'Tools', name: 'tools', className: 'num col-count', hint: 'Tool calls', link: (s) => s.toolCalls > 0 ? figureHref(s, 'tool') : null, cell: (s) => counted(s.toolCalls)},
  {title: 'Spans', name: 'spans', extra: true, className: 'num col-count', sort: 'spans', hint: 'All spans', cell: (s) => counted(s.spans)},
  {title: 'Errors', name: 'errors', className: 'num col-errors', sort: 'errors', hint: 'Each error counted where it happened', link: (s) => s.errors > 0 ? figureHref(s, 'errors') : null,
    cell: (s) => counted(s.errors, s.status === 'error' ? 'bad' : 'mended')},
  finding('Recov.', 'Recovered: errors that a later step made good', 'recovered', 'recovered', ''),
  finding('Loops', 'Loops that brought nothing new', 'loops', 'loops', 'mended'),
  finding('People', 'Human steps: how often a person was asked', 'human', 'humanSteps', ''),
  {title: 'Tokens', name: 'tokens', className: 'num col-tokens', sort: 'tokens', hint: 'Input → output tokens', link: (s) => figureHref(s, 'tokens'), cell: tokens},
  {title: 'Cost', name: 'cost', className: 'num col-cost', sort: 'cost', hint: 'US dollars', link: (s) => figureHref(s, 'cost'), cell: cost},
  {title: 'User, models', name: 'user', className: 'col-user', cell: (s) => [h('span', {class: 'user-line'}, userCell(s)), modelsCell(s)]},
  {title: 'Services', name: 'services', extra: true, className: 'col-services', cell: (s) => (s.services.length === 0 ? unknown('No service was named') : h('span', {class: 'data', title: s.services.join('\n')}, s.services.join(', ')))},
];

const figureHref = (session, figure) => `${sessionHref(session.sessionId)}?figure=${figure}`;

/** The columns that can be left out or added: name, title, and whether it is shown unless chosen otherwise. */
export const CHOICES = COLUMNS.filter((column) => column.name).map(({name, title, hint, extra}) => ({name, title, hint, usual: !extra}));

/** @param {(sort: string) => void} onSort; @param {Set<string>} shown names of columns */
export function sessionsTable(onSort, shown) {
  return new DataTable({label: 'Sessions', className: 'sessions', columns: COLUMNS.filter(({name}) => !name || shown.has(name)), onSort, sort: '-startTime',
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
  return session.models.length === 0 ? h('span', {class: 'second-line'}, unknown('No model call'))
    : h('span', {class: 'data second-line', title: session.models.join('\n')}, session.models.join(', '));
}
