/** What was said and done in a span: error, decision, human step, tool, messages. */

import {h} from '../base/dom.js';
import {plural} from '../base/format.js';
import {jsonView, parsedIfJson} from './json-view.js';
import {longText} from './long-text.js';
import {messagesView, partsView} from './messages.js';
import {section} from './sections.js';

const LONG_INSTRUCTIONS = 600;

export function contentSections(span) {
  const {content} = span;
  const sections = [
    errorSection(span),
    humanSection(span),
    decisionSection(span),
    known(content.toolArguments, (value) => valueSection('Arguments', value)),
    known(content.toolResult, (value) => valueSection('Result', value)),
    known(content.input, (value) => valueSection('Input', value)),
    known(content.output, (value) => valueSection('Output', value)),
    known(content.systemInstructions, instructionsSection),
    known(content.inputMessages, (value) => messagesSection('Input messages', value)),
    known(content.outputMessages, (value) => messagesSection('Output messages', value)),
    known(content.toolDefinitions, definitionsSection),
  ].filter(Boolean);
  const expected = ['llm', 'tool', 'mcp', 'embedding', 'agent'].includes(span.operation);
  const nothing = Object.values(content).every((value) => value === null);
  return nothing && expected ? [...sections, h('p', {class: 'not-captured'}, 'No content was captured for this span.')] : sections;
}

function known(value, make) {
  return value === null || value === undefined ? null : make(value);
}

function valueSection(title, value) {
  const parsed = parsedIfJson(value);
  return section(title, typeof parsed === 'string' ? longText(parsed) : jsonView(parsed), {copy: () => asText(value)});
}

function messagesSection(title, messages) {
  const note = Array.isArray(messages) ? plural(messages.length, 'message') : null;
  return section(title, messagesView(messages), {note, copy: () => asText(messages)});
}

function instructionsSection(parts) {
  const length = asText(parts).length;
  return section('System instructions', partsView(parts), {open: length < LONG_INSTRUCTIONS, note: plural(length, 'character'), copy: () => asText(parts)});
}

function definitionsSection(definitions) {
  if (!Array.isArray(definitions)) {
    return valueSection('Tool definitions', definitions);
  }
  const one = (tool) => {
    const {name, description, parameters} = tool?.function ?? tool ?? {};
    return h('details', {class: 'definition'},
      h('summary', null, h('span', {class: 'mono data'}, String(name ?? tool?.type ?? 'tool')),
        description ? h('span', {class: 'muted data'}, description) : null),
      jsonView(parameters ?? tool));
  };
  return section('Tool definitions', definitions.map(one), {open: false, note: plural(definitions.length, 'tool'), copy: () => asText(definitions)});
}

function errorSection(span) {
  if (span.status !== 'error') {
    return null;
  }
  const exceptions = span.events.filter((event) => event.name === 'exception').map((event) => event.attributes);
  const last = exceptions[exceptions.length - 1] ?? {};
  const type = span.errorType ?? last['exception.type'];
  const message = span.statusMessage ?? last['exception.message'];
  const stack = last['exception.stacktrace'];
  return section('Error', [
    h('div', {class: 'error-type mono data'}, type ?? 'Type not recorded'),
    message ? longText(String(message)) : h('p', {class: 'unknown'}, 'No message was recorded'),
    stack ? h('details', {class: 'stack', open: true}, h('summary', null, 'Stack trace'), h('pre', {tabindex: '0', role: 'region', 'aria-label': 'Stack trace'}, longText(String(stack)))) : null,
  ], {className: 'failed', copy: () => [type, message, stack].filter(Boolean).join('\n')});
}

function decisionSection(span) {
  const {decision} = span;
  if (!decision) {
    return null;
  }
  const picked = new Set(decision.chosen);
  const offered = decision.offered.length > 0 ? decision.offered : decision.chosen;
  return section('Decision', [
    h('ul', {class: 'offered', 'aria-label': 'What was on offer'}, offered.map((name) =>
      h('li', {class: `badge ${picked.has(name) ? 'chosen' : ''}`, title: picked.has(name) ? 'Chosen' : 'On offer, not chosen'},
        h('span', {class: 'data'}, `${picked.has(name) ? '✓ ' : ''}${name}`)))),
    (span.decisionArguments ?? []).map((call) => h('div', {class: 'tool-part'},
      h('div', {class: 'part-title'}, h('span', {class: 'data'}, `${call?.name ?? 'call'} with`)), jsonView(parsedIfJson(call?.arguments ?? call)))),
    h('div', {class: 'part-title'}, 'why'),
    span.decisionRationale ? longText(span.decisionRationale, 'rationale') : h('p', {class: 'unknown'}, 'No text or reasoning came with the choice'),
  ], {note: [decision.type, decision.offered.length > 0 ? `${decision.chosen.length} of ${decision.offered.length} on offer` : 'what was on offer is not known'].filter(Boolean).join(', ')});
}

function humanSection(span) {
  if (!span.human) {
    return null;
  }
  const {type, decision} = span.human;
  return section('Human', h('p', null, h('span', {class: 'data'}, `${type ?? 'A person was asked'}: `),
    h('strong', {class: 'data'}, decision ?? 'no answer recorded')));
}

export function asText(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
