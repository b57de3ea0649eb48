/** What a span means in its session: what became of its failure, attempts, loops, relatives, usage that is not counted. */

import {h} from '../base/dom.js';
import {formatCost, formatCount, formatDuration, isKnown, plural} from '../base/format.js';
import {keyOf} from '../session/session-data.js';
import {shortName} from '../session/span-filter.js';
import {factList, section} from './sections.js';

const CHILDREN_SHOWN = 20;

const OUTCOMES = {
  recovered: 'Recovered: what took its place succeeded', abandoned: 'Left behind: nothing made it good, and the work went on without it',
  error: 'Not recovered', not_found: 'It worked and found nothing', ok: 'ok',
};
const NEXT_STEPS = {
  blind_retry: 'the same call with the same arguments', repair: 'the same tool with other arguments', retry: 'the same again; arguments are not known',
  fallback_tool: 'another tool or agent', fallback_model: 'another model', asked_human: 'a person was asked', gave_up: 'it went on without it', ended: 'the run failed with it',
};
const EVIDENCE = {link: 'a link between the spans says so', attribute: 'an attribute of the later span says so', inferred: 'inferred from order, names and arguments'};
const SUPPRESSED = {
  'descendant-reports-usage': 'a span inside reports the usage of the same call',
  'descendant-is-the-call': 'it reports nothing; a span inside is the call itself',
  'ancestor-reports-usage': 'a span around it knows more of the same call',
};

/** @param data the session's (`session-data.js`); @param pick shows another span, by key */
export function meaningSections(span, node, data, pick) {
  return [outcomeSection(span, data, pick), loopSection(span, data, pick), countingSection(span, data, pick), relativesSection(span, data, pick)].filter(Boolean);
}

function link(key, data, pick) {
  const target = data.spans.byId.get(key);
  return target ? h('button', {class: 'link data', onclick: () => pick(key)}, shortName(target.span)) : h('span', {class: 'mono data'}, key);
}

function outcomeSection(span, data, pick) {
  const key = keyOf(span);
  const found = data.outcomeOf(key);
  const tookPlaceOf = (data.analysis?.outcomes ?? []).filter((each) => each.nextSpan === key || each.recoveredBy === key).map((each) => each.span);
  if (!found?.nextStep && !['recovered', 'abandoned', 'error', 'not_found'].includes(span.outcome) && tookPlaceOf.length === 0) {
    return null;
  }
  return section('Recovery', factList([
    ['Outcome', span.outcome === 'ok' ? null : OUTCOMES[span.outcome] ?? span.outcome],
    ['What came next', found?.nextStep ? [NEXT_STEPS[found.nextStep] ?? found.nextStep, found.evidence ? h('span', {class: 'muted'}, `; ${EVIDENCE[found.evidence] ?? found.evidence}`) : null] : null],
    ['Next attempt', found?.nextSpan ? link(found.nextSpan, data, pick) : null],
    ['Recovered by', span.recoveredBy ? link(span.recoveredBy, data, pick) : null],
    ['Attempts', isKnown(found?.attempts) ? formatCount(found.attempts) : null, 'From this span on, itself included'],
    ['It took', found?.recovery ? spend(found.recovery) : null, 'From the end of the error to the end of the last attempt'],
    ['Made good', tookPlaceOf.length > 0 ? tookPlaceOf.slice(0, CHILDREN_SHOWN).map((each, i) => [i > 0 ? ', ' : null, link(each, data, pick)]) : null, 'Failures whose next attempt or recovery this span is'],
  ]));
}

function spend({durationMillis, inputTokens, outputTokens, costUsd}) {
  const tokens = isKnown(inputTokens) || isKnown(outputTokens) ? `${formatCount((inputTokens ?? 0) + (outputTokens ?? 0))} tokens` : null;
  return [isKnown(durationMillis) ? formatDuration(durationMillis) : null, tokens, isKnown(costUsd) ? formatCost(costUsd) : null].filter(Boolean).join(', ') || 'unknown';
}

function loopSection(span, data, pick) {
  const key = keyOf(span);
  const found = (data.analysis?.loops.found ?? []).filter((loop) => loop.calls.includes(key));
  return found.length === 0 ? null : section('Loop', found.map((loop) => factList([
    ['Shape', loop.kind === 'repeat' ? `${loop.tools.join(', ')} with the same arguments and the same result` : `round of ${loop.tools.join(' → ')}`],
    ['Rounds', formatCount(loop.rounds)],
    ['This call', loop.redundant.includes(key) ? 'redundant: it brought nothing new' : 'of the first round'],
    ['Wasted', spend(loop.wasted), 'By the redundant calls, and the model calls that ordered nothing else'],
    ['Calls', loop.calls.slice(0, CHILDREN_SHOWN).map((each, i) => [i > 0 ? ', ' : null, link(each, data, pick)])],
  ])));
}

function countingSection(span, data, pick) {
  if (!span.usageSuppressedBy && !span.foldedInto && !span.wrapper) {
    return null;
  }
  const by = span.usageSuppressedBy;
  return section('Counting', factList([
    ['Tokens and cost', by ? ['not counted in any total: ', SUPPRESSED[by.rule] ?? by.rule] : null],
    ['Counted with', by?.span ? link(by.span, data, pick) : null],
    ['Another view of', span.foldedInto ? link(span.foldedInto, data, pick) : null],
    ['Wrapper', span.wrapper ? 'It only stands around other spans' : null],
  ]));
}

function relativesSection(span, data, pick) {
  const own = data.spans.byId.get(keyOf(span));
  if (!own || (own.children.length === 0 && !own.parent)) {
    return null;
  }
  const children = own.children.slice(0, CHILDREN_SHOWN).map((child) => h('li', null, link(child.id, data, pick), h('span', {class: 'muted'}, formatDuration(child.span.durationMillis))));
  const left = own.children.length - CHILDREN_SHOWN;
  return section('Around it', factList([
    ['Parent', own.parent ? link(own.parent.id, data, pick) : null],
    ['Children', own.children.length === 0 ? null : [h('ul', {class: 'span-list'}, children), left > 0 ? h('span', {class: 'muted'}, `and ${plural(left, 'more').replace('mores', 'more')}`) : null]],
  ]), {open: false, note: plural(own.children.length, 'child').replace('childs', 'children')});
}
