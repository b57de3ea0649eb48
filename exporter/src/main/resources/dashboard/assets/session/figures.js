/**
 * The totals of a session and the spans behind each: by the word of the address (`?figure=cost`). What
 * the spans show adds up to the total, because both are made of the same numbers.
 */

import {formatCost, formatDuration, isKnown, plural, totalTokens} from '../base/format.js';
import {keyOf} from './session-data.js';

const causes = (data, outcome) => new Set((data.analysis?.outcomes ?? []).filter((each) => each.cause && each.outcome === outcome).map((each) => each.span));
const own = (field) => ({spans}) => spans.all.filter((node) => node.self[field] > 0);
const among = (keys, {spans}) => spans.all.filter((node) => node.span && keys.has(keyOf(node.span)));
const redundant = ({analysis}) => new Set((analysis?.loops.found ?? []).flatMap((loop) => loop.redundant));
/** Calls whose usage stands in another span of the same call come last, because they are not in the sum. */
const counted = (nodes, amount) => [...nodes].sort((a, b) => Number(Boolean(a.span.usageSuppressedBy)) - Number(Boolean(b.span.usageSuppressedBy)) || amount(b) - amount(a));

/**
 * title; about: how the number is made; nodes(data): the spans, in order; what(node, data): what one
 * of them adds, or null where that is one; usage: whether tokens and cost are shown.
 */
export const FIGURES = {
  llm: {title: 'LLM calls', about: 'Spans that are a call of a model; one that several libraries report counts once.', usage: true, nodes: own('llmCalls')},
  tool: {title: 'Tool calls', about: 'Spans that run a tool; an MCP call inside of a tool’s span is the same call.', nodes: own('toolCalls')},
  errors: {title: 'Errors', about: 'Each error where it happened: spans in error none of whose children is in error.', nodes: own('errors')},
  recovered: {title: 'Recovered errors', about: 'Errors whose place a later step took with success. The inspector says which, and what that took.', nodes: (data) => among(causes(data, 'recovered'), data)},
  loops: {title: 'Loops', about: 'Calls of the same tool with the same arguments and the same result, or rounds of several. Redundant ones brought nothing new.',
    nodes: (data) => among(new Set((data.analysis?.loops.found ?? []).flatMap((loop) => loop.calls)), data),
    what: (node, data) => (redundant(data).has(keyOf(node.span)) ? 'redundant' : 'first round')},
  human: {title: 'Human steps', about: 'Spans in which a person was asked, and what they answered.',
    nodes: (data) => among(new Set((data.analysis?.autonomy.interventions ?? []).map((each) => each.span)), data),
    what: (node) => [node.span.human?.type, node.span.human?.decision].filter(Boolean).join(': ') || 'a person took part'},
  tokens: {title: 'Tokens', usage: true,
    about: 'Sums of model, embedding and reranker calls, as reported or, where nobody reported them, estimated from the text. What agents repeat of them is not added.',
    nodes: ({spans}) => counted(spans.all.filter((node) => isKnown(totalTokens(node.self)) || node.span.usageSuppressedBy), (node) => totalTokens(node.self) ?? 0), what: howCounted},
  cost: {title: 'Cost', usage: true,
    about: 'Each call’s tokens at the price that its model had on that day, the dearest first. “How it was priced” has the price row and each line of the sum.',
    nodes: ({spans}) => counted(spans.all.filter((node) => isKnown(node.self.costUsd) || node.span.unpriced || node.span.usageSuppressedBy), (node) => Number(node.self.costUsd ?? 0)), what: howCounted},
};

function howCounted({span, self}) {
  if (span.usageSuppressedBy) {
    return 'not counted: another span of the same call is';
  }
  return [self.estimatedCalls > 0 ? 'tokens estimated' : null, span.unpriced ? 'no price is known' : null].filter(Boolean).join(', ') || 'reported';
}

/** The total that the header shows, in words. */
export function totalOf(name, nodes, {spans: {summary}}) {
  switch (name) {
    case 'tokens': return `${(totalTokens(summary) ?? 0).toLocaleString('en-US')} tokens`;
    case 'cost': return `${formatCost(summary.costUsd)}${summary.unpricedCalls > 0 ? `, without ${plural(summary.unpricedCalls, 'call')} of unknown price` : ''}`;
    case 'human': return `${plural(nodes.length, 'step')}, ${formatDuration(nodes.reduce((sum, node) => sum + (node.span.durationMillis ?? 0), 0))}`;
    default: return plural(nodes.length, 'span');
  }
}
