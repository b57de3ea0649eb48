/** Columns that several tables of /aggregates' rows share. A row has the fields of docs/api.md. */

import {h} from '../base/dom.js';
import {formatCompact, formatCost, formatCount, formatDuration, formatShare, isKnown, plural} from '../base/format.js';
import {cost, counted, duration, tokens, unknown} from '../components/cells.js';
import {sparkline} from '../components/sparkline.js';

/** What came next after an error, in the order of how good that is. */
export const NEXT_STEPS = [
  ['retry', 'Retried', '--op-retriever', 'The same tool again; whether with the same arguments is not known'],
  ['blind_retry', 'Retried the same', '--op-retriever', 'The same call with the same arguments again'],
  ['repair', 'Repaired', '--ok', 'The same tool with other arguments'],
  ['fallback_tool', 'Other tool', '--op-tool', 'Another tool took its place'],
  ['fallback_model', 'Other model', '--op-llm', 'Another model took its place'],
  ['asked_human', 'Asked a person', '--op-human', 'A person was asked'],
  ['gave_up', 'Gave up', '--recovered', 'The work went on without it'],
  ['ended', 'Ended', '--error', 'The work ended with it'],
];

export const share = (part, of) => (isKnown(part) && of > 0 ? part / of : null);

export function shareCell(value, title, why, className = '') {
  return isKnown(value) ? h('span', {title, class: value === 0 ? 'unknown' : className}, formatShare(value)) : unknown(why);
}

export function usd(value, why = 'No priced model call') {
  return isKnown(value) ? h('span', {title: `${value} US dollars`}, formatCost(value)) : unknown(why);
}

export const sessions = {title: 'Sessions', className: 'num', sort: 'sessions', hint: 'Sessions with at least one of them',
  value: (row) => row.sessions, cell: (row) => counted(row.sessions)};

export const costs = {title: 'Cost', className: 'num', sort: 'cost', hint: 'US dollars, of priced calls; + when some have no known price',
  value: (row) => (isKnown(row.costUsd) ? Number(row.costUsd) : null), cell: cost};

export const tokenFlow = {title: 'Tokens', className: 'num', sort: 'tokens', hint: 'Input → output tokens',
  value: (row) => (isKnown(row.inputTokens) || isKnown(row.outputTokens) ? (row.inputTokens ?? 0) + (row.outputTokens ?? 0) : null), cell: tokens};

export const failed = {title: 'Failed', className: 'num', sort: 'failed', hint: 'In error',
  value: (row) => row.failed, cell: (row) => counted(row.failed, 'bad')};

export const errorRate = {title: 'Error rate', className: 'num', sort: 'errorRate', hint: 'Failed, of all calls',
  value: (row) => share(row.failed, row.spans), cell: (row) => shareCell(share(row.failed, row.spans), `${formatCount(row.failed)} of ${formatCount(row.spans)} failed`, 'None')};

/** Of the errors that the analysis has reached; those it has not are neither good nor bad. */
export const recoveryRate = ({recovered: good, errors, unknown: open}) => share(good, errors - open);

export const recovered = {title: 'Recovered', className: 'num', sort: 'recovered', hint: 'Errors made good, of all errors that were analysed',
  value: (row) => recoveryRate(row.recovery),
  cell: (row) => shareCell(recoveryRate(row.recovery), recoveryTitle(row.recovery), row.recovery.errors === 0 ? 'No errors' : 'Not analysed yet', 'mended')};

function recoveryTitle({errors, recovered: good, abandoned, failed: ended, unknown: open}) {
  return `${plural(errors, 'error')}: ${good} made good, ${abandoned} gone on without, ${ended} ended the work${open ? `, ${open} not analysed yet` : ''}`;
}

/** One coloured piece per next step; reads as text. */
export const afterError = {title: 'After an error', hint: 'What came next: retry, repair, other tool, person, gave up, ended',
  cell: (row) => nextStepBar(row.recovery)};

export function nextStepBar({errors, nextSteps}) {
  if (errors === 0) {
    return h('span', {class: 'unknown'}, 'no errors');
  }
  const steps = NEXT_STEPS.filter(([name]) => nextSteps[name] > 0);
  const text = steps.map(([name, label]) => `${label} ${formatCount(nextSteps[name])}`).join(', ') || 'Nothing yet';
  return h('span', {class: 'step-bar', role: 'img', 'aria-label': text, title: text},
    steps.map(([name, , color]) => h('span', {class: 'step-piece', vars: {'flex-grow': nextSteps[name], '--key': `var(${color})`}})));
}

export const percentile = (which, title) => ({title: title ?? which, className: 'num', sort: which, hint: `${which === 'p50' ? 'Half' : `${which.slice(1)}%`} took at most this long`,
  value: (row) => row.durationMillis[which], cell: (row) => duration(row.durationMillis[which], which)});

/** A trend of one field of the series. */
export function trend(title, label, pick, {unit = 'count', color = '--accent'} = {}) {
  return {title, hint: `${label} over time`, cell: (row) => (row.series ? sparkline(row.series.map(pick), {label, unit, color}) : unknown('No series'))};
}

/** Facts of a page as large numbers with a word each; `why` is the title of the number. */
export function tiles(facts) {
  return h('dl', {class: 'tiles'}, facts.filter(Boolean).map(([label, value, why, href]) => h('div', {class: 'tile', title: why},
    h('dt', null, label), h('dd', null, href ? h('a', {class: 'figure', href}, value) : value))));
}

export const compact = (value, why = 'Not reported') => (isKnown(value) ? h('span', {title: formatCount(value)}, formatCompact(value)) : unknown(why));
export const millis = (value, why = 'Not known') => (isKnown(value) ? formatDuration(value) : unknown(why));

/** The column with its numbers leading somewhere, as long as they are not 0. */
export const leading = (column, link) => ({...column, link: (row) => {
  const value = column.value?.(row);
  return value === 0 || !isKnown(value) ? null : link(row);
}});
