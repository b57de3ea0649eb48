/** The first cell of a tree row: icon, name, and marks for what a person looks for. */

import {h} from '../base/dom.js';
import {formatCount, plural} from '../base/format.js';
import {operationIcon} from '../base/icons.js';
import {hasOwnError, hasRecovered} from './tree-model.js';

const ROUTINE_FINISHES = new Set(['stop', 'tool_call', 'tool_calls', 'end_turn', 'tool_use', 'completed', 'function_call']);
const LONGEST_LABEL = 300;

export function nodeLabel(node) {
  const span = node.span;
  return [
    operationIcon(span ? span.operation : 'path'),
    h('span', {class: 'node-name data', title: titleOf(node)}, mainName(node)),
    subName(node),
    node.kind === 'path' && !span ? pathMarks(node) : spanMarks(node),
    node.omitted > 0 ? badge('dashed', `${formatCount(node.omitted)} more below`, 'The tree is cut at this depth; the numbers cover everything') : null,
  ];
}

function mainName(node) {
  if (node.kind === 'path') {
    return `/${cut(node.label)}`;
  }
  return cut(node.span.toolName ?? (node.span.operation === 'agent' ? node.span.agentName : null) ?? node.label);
}

/** What the span did, quietly, where its name is not what the row shows. */
function subName(node) {
  const span = node.span;
  if (!span) {
    return null;
  }
  const text = node.kind === 'path' ? span.name : span.toolName || (span.operation === 'agent' && span.agentName) ? span.operationName : null;
  return text ? h('span', {class: 'node-sub data'}, cut(text)) : null;
}

function titleOf(node) {
  const span = node.span;
  return [span?.name ?? node.label, node.path ? `path ${node.path}${isDerived(node) ? ' (derived)' : ''}` : null]
    .filter(Boolean).join('\n').slice(0, 2000);
}

function isDerived(node) {
  return node.kind === 'path' ? node.derived : node.span.pathSource === 'derived';
}

function pathMarks(node) {
  return [
    node.spanKeys.length > 1 ? badge('', plural(node.spanKeys.length, 'span'), 'Spans directly at this path') : null,
    node.derived ? badge('dashed', 'derived', 'No path was given here: made from agent, tool and operation names') : null,
    node.self.errors > 0 ? badge('error', plural(node.self.errors, 'error'), 'Errors directly at this path') : null,
  ];
}

function spanMarks(node) {
  const span = node.span;
  const odd = span.finishReasons.filter((reason) => !ROUTINE_FINISHES.has(reason.toLowerCase()));
  return [
    span.endTime === null ? badge('ok', 'running', 'Nobody said yet that it ended') : null,
    node.depth === 0 && span.parentSpanId ? badge('dashed', 'parent missing', 'Its parent span has not arrived, or not yet') : null,
    hasOwnError(node) ? outcomeBadge(span) : null,
    span.outcome === 'not_found' ? badge('dashed', 'nothing found', 'It worked and found nothing') : null,
    hasRecovered(node) ? badge('recovered', 'recovered', `${plural(node.subtree.errors, 'error')} below, none here`) : null,
    span.retryAttempt > 0 ? badge('recovered', `attempt ${span.retryAttempt + 1}`, 'Tried again after a failure') : null,
    span.retryCount > 0 ? badge('recovered', `retried ${formatCount(span.retryCount)}×`, 'Attempts repeated inside this call') : null,
    span.stopReason === 'max_iterations' ? badge('error', 'iteration limit', 'Stopped because it had used up its iterations') : null,
    iterationMark(span),
    span.human ? badge(span.human.decision === 'rejected' ? 'error' : 'ok', [span.human.type, span.human.decision].filter(Boolean).join(': '), 'A person was asked') : null,
    span.decision ? badge('', `→ ${cut(span.decision.chosen.join(', ') || 'nothing')}`, decisionTitle(span.decision)) : null,
    span.wrapper || span.foldedInto !== null ? badge('dashed', 'wrapper', span.foldedInto ? 'Another view of a span that is shown too' : 'It only stands around others') : null,
    span.usageSuppressedBy ? badge('dashed', 'usage not counted', 'Its tokens and cost are counted with another span of the same call') : null,
    span.inferred ? badge('dashed', 'inferred', 'Not seen running: reconstructed from the messages around it') : null,
    odd.length > 0 ? badge('recovered', odd.join(', '), 'Why the model stopped') : null,
    span.unpriced ? badge('dashed', 'unpriced', 'No price is known for this model: its cost is unknown, not 0') : null,
  ];
}

/** What became of a span that failed, by its type and outcome; null for one that did not. */
export function outcomeBadge(span) {
  if (span.status !== 'error' && !OUTCOMES[span.outcome]) {
    return null;
  }
  const [kind, meaning] = OUTCOMES[span.outcome] ?? ['error', 'It failed'];
  const what = cut(shortType(span.errorType) ?? 'error');
  return badge(kind, span.outcome === 'error' ? what : `${what}, ${OUTCOME_WORDS[span.outcome] ?? 'failed'}`, [meaning, span.statusMessage].filter(Boolean).join('\n').slice(0, 2000));
}

const OUTCOMES = {
  recovered: ['recovered', 'It failed, and what took its place succeeded'],
  abandoned: ['error', 'It failed, nothing made it good, and the work went on without it'],
  error: ['error', 'It failed, and the work that needed it ended with it or nothing has followed yet'],
};
const OUTCOME_WORDS = {recovered: 'recovered', abandoned: 'left behind', error: 'failed'};

function iterationMark(span) {
  if (span.iteration === null) {
    return null;
  }
  const of = span.maxIterations === null ? '' : `/${span.maxIterations}`;
  const title = `Iteration ${span.iteration}${span.maxIterations === null ? ', no limit was given' : ` of at most ${span.maxIterations}`}`;
  return badge('', [h('span', {'aria-hidden': 'true'}, `↻ ${span.iteration}${of}`), h('span', {class: 'visually-hidden'}, title)], title);
}

function decisionTitle(decision) {
  return `Chose ${decision.chosen.join(', ') || 'nothing'}\nout of ${decision.offered.join(', ') || 'unknown'}`.slice(0, 2000);
}

/** "java.net.http.HttpTimeoutException" -> "HttpTimeoutException". */
function shortType(type) {
  return type && /^[\w$.]+\.[A-Z][\w$]*$/.test(type) ? type.slice(type.lastIndexOf('.') + 1) : type;
}

function badge(kind, text, title) {
  return h('span', {class: `badge ${kind}`, title}, h('span', {class: 'data'}, text));
}

function cut(text) {
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL)}…` : text;
}
