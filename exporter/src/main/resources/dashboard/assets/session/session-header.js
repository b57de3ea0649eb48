import {h, render} from '../base/dom.js';
import {formatCount, formatDuration, isKnown, plural} from '../base/format.js';
import {href} from '../base/place.js';
import {copyButton} from '../components/copy-button.js';
import {cost, counted, duration, statusPill, time, tokens, unknown} from '../components/cells.js';
import {hrefWith} from './figure-panel.js';
import {FIGURES} from './figures.js';

const ID_SOURCES = {
  own_key: 'Given as treeline.session.id',
  session_key: 'Given as session.id',
  conversation: 'Taken from gen_ai.conversation.id',
  trace: 'No id was given: the trace is the session',
};

const drawn = new WeakMap();

/** Name, status and totals of a session. The totals cover all of it, whatever is shown below. */
export function drawSessionHeader(element, {spans, analysis, reading}, receiving) {
  const session = spans.summary;
  const seen = JSON.stringify([session, receiving, reading && spans.total, location.search]);
  if (drawn.get(element)?.seen === seen && drawn.get(element).analysis === analysis) {
    return;
  }
  drawn.set(element, {seen, analysis});
  render(element,
    h('div', {class: 'session-title'},
      h('h1', {class: 'data', title: session.name}, session.name),
      statusPill(session.status),
      receiving ? h('span', {class: 'pill ok waiting bare'}, h('span', {class: 'live-dot'}), 'receiving spans') : null,
      reading && spans.total > spans.all.length ? h('span', {class: 'pill', role: 'status'}, `reading ${plural(spans.total, 'span')}`) : null,
      h('span', {class: 'session-ident mono data', title: ID_SOURCES[session.sessionIdSource]}, session.sessionId),
      session.sessionIdSource === 'trace' ? h('span', {class: 'badge dashed', title: ID_SOURCES.trace}, 'derived') : null,
      copyButton('session id', () => session.sessionId),
      h('a', {class: 'button small', href: href('/compare/sessions', {a: session.sessionId})}, 'Compare with…')),
    h('div', {class: 'facts-scroller', tabindex: '0', role: 'region', 'aria-label': 'Totals'}, h('dl', {class: 'facts'}, facts(session, analysis))));
}

function facts(session, analysis) {
  return [
    fact('Started', time(session.startTime)),
    open('Duration', {view: 'timeline', figure: null}, 'In the timeline', duration(session.durationMillis, 'Wall clock')),
    open('Working', {view: 'timeline', figure: null}, 'In the timeline', analysis ? duration(analysis.time.workingMillis, 'Time in which something other than a person was at work') : duration(session.activeMillis, 'Time in which at least one span ran')),
    analysis && analysis.time.waitingMillis > 0 ? figure('Waiting for people', 'human', duration(analysis.time.waitingMillis, 'Steps of people, without work meanwhile')) : null,
    figure('LLM calls', 'llm', counted(session.llmCalls)),
    figure('Tool calls', 'tool', counted(session.toolCalls)),
    figure('Errors', 'errors', counted(session.errors, session.status === 'error' ? 'bad' : 'mended')),
    session.errors > 0 && analysis ? figure('Recovered', 'recovered', recovered(analysis)) : null,
    analysis ? figure('Loops', 'loops', loops(analysis)) : null,
    analysis ? figure('Human steps', 'human', humans(analysis)) : null,
    figure('Tokens in → out', 'tokens', [tokens(session), cacheShare(session)]),
    figure('Cost', 'cost', [cost(session), session.unpricedCalls > 0 ? h('span', {class: 'muted'}, ` ${plural(session.unpricedCalls, 'call')} unpriced`) : null]),
    open('Spans', {spans: 'all', view: null, figure: null}, 'All spans, in the tree', counted(session.spans)),
    fact('User', list(session.users, 'No span names a user')),
    fact('Models', list(session.models, 'No model call')),
    fact('Services', list(session.services, 'No service was named')),
    Object.entries(session.properties).map(([key, values]) => fact(key, list(values, ''), 'property')),
  ];
}

/** How many of the failures came to a good end; those that only passed an error on are not counted. */
function recovered({outcomes}) {
  const causes = outcomes.filter((each) => each.cause && each.outcome !== 'not_found' && each.outcome !== 'ok');
  const good = causes.filter((each) => each.outcome === 'recovered').length;
  return [counted(good, good === causes.length ? '' : 'mended'), h('span', {class: 'muted', title: 'Failures whose place a later step took with success'}, ` of ${formatCount(causes.length)}`)];
}

function loops({loops: {found, wasted, unknownCalls}}) {
  if (found.length === 0) {
    return unknownCalls > 0 ? unknown(`Not known: ${plural(unknownCalls, 'call')} could not be compared, because arguments or results were not captured`) : counted(0);
  }
  const share = isKnown(wasted.durationMillis) ? ` · ${formatDuration(wasted.durationMillis)} wasted` : '';
  return [counted(found.length, 'mended'), h('span', {class: 'muted', title: 'Time of the redundant calls'}, share)];
}

function humans({autonomy: {interventions, approved, rejected}}) {
  const parts = [approved > 0 ? `${formatCount(approved)} approved` : null, rejected > 0 ? `${formatCount(rejected)} rejected` : null].filter(Boolean);
  return [counted(interventions.length), parts.length > 0 ? h('span', {class: 'muted'}, ` · ${parts.join(', ')}`) : null];
}

/** A number that opens to the spans behind it. */
function figure(name, which, value) {
  return open(name, {figure: which}, `Show the spans: ${FIGURES[which].title}`, value);
}

function open(name, changes, hint, value) {
  const current = changes.figure && new URLSearchParams(location.search).get('figure') === changes.figure;
  return fact(name, h('a', {class: 'figure', href: hrefWith({span: null, path: null, ...changes}), title: hint, 'aria-current': current ? 'true' : null}, value));
}

function fact(name, value, className = '') {
  return h('div', {class: `fact ${className}`}, h('dt', {class: 'data'}, name), h('dd', null, value));
}

function list(values, why) {
  return values.length === 0 ? unknown(why) : h('span', {class: 'data', title: values.join('\n')}, values.join(', '));
}

function cacheShare({inputTokens, cacheReadTokens}) {
  return isKnown(cacheReadTokens) && cacheReadTokens > 0 && inputTokens > 0
    ? h('span', {class: 'muted', title: `${formatCount(cacheReadTokens)} of ${formatCount(inputTokens)} input tokens were read from the provider's cache`},
      ` ${Math.round((cacheReadTokens / inputTokens) * 100)}% cached`)
    : null;
}
