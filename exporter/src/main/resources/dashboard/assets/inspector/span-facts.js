/** Numbers and names of a span, and its raw side: attributes, events, links, resource. */

import {breakable, h} from '../base/dom.js';
import {formatCount, formatDuration, isKnown, millisBetween} from '../base/format.js';
import {cost, duration, time, tokens, unknown} from '../components/cells.js';
import {asText} from './span-content.js';
import {jsonView} from './json-view.js';
import {longText} from './long-text.js';
import {messagesView} from './messages.js';
import {priceProof} from './price-proof.js';
import {factList, section} from './sections.js';

/** The line under the title: status, duration, tokens, cost. */
export function headNumbers(span) {
  const failed = span.status === 'error';
  const priced = isKnown(span.costUsd) || span.unpriced;
  const totals = {...span, unpricedCalls: span.unpriced ? 1 : 0};
  return h('div', {class: 'head-numbers'},
    h('span', {class: `pill ${failed ? 'error' : span.endTime === null ? 'ok' : ''}`}, failed ? 'error' : span.endTime === null ? 'running' : span.status === 'ok' ? 'ok' : 'no error'),
    number('Duration', duration(span.durationMillis)),
    isKnown(span.timeToFirstChunkMillis) ? number('First chunk', duration(span.timeToFirstChunkMillis)) : null,
    isKnown(span.inputTokens) || isKnown(span.outputTokens) || span.operation === 'llm' ? number('Tokens in → out', tokens(span)) : null,
    priced ? number('Cost', cost(totals)) : null);
}

function number(name, value) {
  return h('span', {class: 'head-number'}, h('span', {class: 'muted'}, name), value);
}

export function factsOf(span, spans, pick) {
  const model = [span.requestModel, span.responseModel].filter(Boolean);
  return section('Details', factList([
    ['Started', [time(span.startTime), h('span', {class: 'muted', title: 'After the start of the session'}, ` +${formatDuration(millisBetween(spans.origin, span.startTime))}`)]],
    ['Operation', [span.operation, span.operationName ? `, ${span.operationName}` : '', `, ${span.kind}`].join('')],
    ['Agent', span.agentName], ['Tool', span.toolName], ['Tool call id', span.toolCallId],
    ['Provider', span.provider],
    ['Model', model.length === 0 ? null : model[0] === model[1] || model.length === 1 ? model[0] : `${model[0]}, answered by ${model[1]}`],
    ['Finish reasons', span.finishReasons.join(', ') || null],
    ...tokenRows(span),
    ['Usage', usageText(span), 'Where the token numbers come from'],
    ['Cost', costText(span)],
    ['Iteration', isKnown(span.iteration) ? `${span.iteration}${isKnown(span.maxIterations) ? ` of at most ${span.maxIterations}` : ''}` : null],
    ['Stop reason', span.stopReason],
    ['Attempt', isKnown(span.retryAttempt) ? `${span.retryAttempt + 1}${span.retryAttempt > 0 ? ', after a failure' : ''}` : null],
    ['Retries inside', span.retryCount > 0 ? formatCount(span.retryCount) : null],
    ['Inferred', span.inferred ? 'Not seen running: reconstructed from the messages around it' : null],
    ['Path', [breakable(span.path), span.pathSource === 'derived' ? h('span', {class: 'muted'}, ' derived') : null]],
    ['Service', span.service],
    ['User', span.userId], ['Conversation', span.conversationId], ['Response id', span.responseId],
    ['Properties', propertiesText(span.properties)], ['Tags', span.tags?.join(', ') || null],
    ['Parent', parentLink(span, spans, pick)],
    ['Trace id', h('span', {class: 'mono'}, span.traceId)], ['Span id', h('span', {class: 'mono'}, span.spanId)],
    ['Scope', span.scopeName ? `${span.scopeName} ${span.scopeVersion ?? ''}` : null],
    ['Read as', span.dialect === 'none' ? null : span.dialect, 'The convention the span was written in'],
  ]), {open: true});
}

function tokenRows(span) {
  return [['Input tokens', span.inputTokens], ['… from cache', span.cacheReadTokens], ['… to cache', span.cacheWriteTokens],
    ['Output tokens', span.outputTokens], ['… reasoning', span.reasoningTokens]]
    .map(([name, value]) => [name, isKnown(value) ? formatCount(value) : span.operation === 'llm' && !name.startsWith('…') ? unknown('No usage was reported') : null]);
}

/** Reported by whoever sent the span, in which convention; or estimated here. */
function usageText(span) {
  if (!span.usageSource) {
    return null;
  }
  const [how, encoding] = span.usageSource.split(':');
  return how === 'estimated' ? `estimated from the text, with the encoding ${encoding}` : `reported, read as ${span.usageSource}`;
}

function costText(span) {
  const proof = span.operation === 'llm' && span.content && (span.responseModel || span.requestModel) ? priceProof(span) : null;
  const reported = isKnown(span.reportedCostUsd) ? h('div', {class: 'muted'}, `$${span.reportedCostUsd} as reported by ${span.reportedCostSource ?? 'the sender'}`) : null;
  if (isKnown(span.costUsd)) {
    return [`$${span.costUsd}`, span.costSource ? h('span', {class: 'muted'}, ` by ${span.costSource}`) : null, reported, proof];
  }
  return span.unpriced ? [unknown('Unknown, not 0'), ' no price is known for this call', reported, proof] : reported;
}

function propertiesText(properties) {
  const entries = Object.entries(properties ?? {});
  return entries.length === 0 ? null : entries.map(([key, value]) => `${key}=${value}`).join(', ');
}

function parentLink(span, spans, pick) {
  if (!span.parentSpanId) {
    return null;
  }
  const key = `${span.traceId}:${span.parentSpanId}`;
  const parent = spans.byId.get(key);
  return parent ? spanLink(parent.span.name, key, pick)
    : [h('span', {class: 'mono'}, span.parentSpanId), h('span', {class: 'muted'}, ' has not arrived')];
}

export function spanLink(text, key, pick) {
  return h('button', {class: 'link data', onclick: () => pick(key)}, text);
}

export function rawSections(span, pick, spans) {
  const attributes = Object.keys(span.attributes).length;
  return [
    section('Attributes', attributes === 0 ? h('p', {class: 'unknown'}, 'none') : attributeTable(span.attributes),
      {open: false, note: formatCount(attributes), copy: () => asText(span.attributes)}),
    span.events.length === 0 ? null : section('Events', span.events.map((event) => eventView(event, span)),
      {open: false, note: formatCount(span.events.length), copy: () => asText(span.events)}),
    !span.logs?.length ? null : section('Logs', span.logs.map((log) => logView(log, span)),
      {open: false, note: formatCount(span.logs.length), copy: () => asText(span.logs)}),
    span.links.length === 0 ? null : section('Links', span.links.map((link) => linkView(link, pick, spans)), {open: false, note: formatCount(span.links.length)}),
    section('Resource', attributeTable(span.resourceAttributes), {open: false, copy: () => asText(span.resourceAttributes)}),
  ];
}

function attributeTable(attributes) {
  const sorted = Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b));
  return h('dl', {class: 'fact-list attributes mono'}, sorted.map(([key, value]) => [h('dt', {class: 'data'}, key), h('dd', {class: 'data'}, jsonView(value))]));
}

function eventView(event, span) {
  const after = formatDuration(millisBetween(span.startTime, event.time));
  return h('div', {class: 'event'},
    h('div', {class: 'part-title'}, h('span', {class: 'data'}, event.name), h('span', {class: 'muted', title: event.time}, `after ${after}`)),
    Object.keys(event.attributes).length > 0 ? attributeTable(event.attributes) : null);
}

function logView(log, span) {
  const said = Object.values(log.content ?? {}).filter(Array.isArray);
  return h('div', {class: 'event'},
    h('div', {class: 'part-title'}, log.severityText ? h('span', {class: `badge ${log.severityNumber >= 17 ? 'error' : ''}`}, h('span', {class: 'data'}, log.severityText)) : null,
      h('span', {class: 'data'}, log.eventName ?? log.scopeName ?? 'log'), h('span', {class: 'muted', title: log.time}, `after ${formatDuration(millisBetween(span.startTime, log.time))}`)),
    log.body === null || log.body === undefined ? null : typeof log.body === 'string' ? longText(log.body) : jsonView(log.body),
    said.map((messages) => messagesView(messages)),
    Object.keys(log.attributes ?? {}).length > 0 ? attributeTable(log.attributes) : null);
}

function linkView(link, pick, spans) {
  const key = `${link.traceId}:${link.spanId}`;
  const target = spans.byId.get(key);
  return h('div', {class: 'event'},
    target ? spanLink(target.span.name, key, pick) : h('span', {class: 'mono data'}, key),
    Object.keys(link.attributes).length > 0 ? attributeTable(link.attributes) : null);
}
