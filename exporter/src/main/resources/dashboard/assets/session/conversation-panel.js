/** What was said, as people read it: of each model call only what is new, and between them what ran. */

import {h, render} from '../base/dom.js';
import {formatDuration, plural} from '../base/format.js';
import {operationIcon} from '../base/icons.js';
import {Slices} from '../base/slices.js';
import {cost, duration, tokens} from '../components/cells.js';
import {emptyState} from '../components/states.js';
import {messagesView, partsView} from '../inspector/messages.js';
import {freshInstructions, freshMessages, turnSteps} from './conversation-model.js';
import {outcomeBadge} from './node-label.js';
import {shortName} from './span-filter.js';
import {SpanDetails, whenNear} from './span-details.js';

const PIECE = 200;

export class ConversationPanel {
  #on;
  #details = new SpanDetails();
  #list = h('ol', {class: 'turns'});
  #more = h('button', {class: 'button', hidden: true, onclick: () => this.#showMore()}, 'Show more');
  #empty = h('div', {hidden: true});
  #near;
  #turns = [];
  #rows = new Map();
  #shown = PIECE;
  #source = null;
  #query = '';
  #slices = new Slices();
  #drawn = false;

  element = h('div', {class: 'conversation', tabindex: '0', role: 'region', 'aria-label': 'Conversation'}, this.#list, this.#empty, this.#more);

  constructor(on) {
    this.#on = on;
    this.#near = whenNear(this.element, (row) => this.#fill(row));
  }

  focus() {
    this.element.focus({preventScroll: true});
  }

  show({data, params, selected}) {
    if (data.steady !== this.#source) {
      this.#source = data.steady;
      this.#slices.run(turnSteps(data.steady), (turns) => {
        this.#turns = turns;
        this.#drawn && this.#on.redraw();
      });
    }
    this.#drawn = true;
    this.#query = (params.get('q') ?? '').toLowerCase();
    this.#draw();
    const key = params.get('span');
    for (const [id, row] of this.#rows) {
      row.classList.toggle('selected', id === key);
    }
    if (selected && key !== this.revealed) {
      this.#rows.get(key)?.scrollIntoView({block: 'nearest'});
    }
    this.revealed = key;
  }

  get hitCount() {
    return this.#query ? this.#matching().length : null;
  }

  firstHit() {
    return this.#matching()[0]?.node ?? null;
  }

  /** Spans' names are searched at once, what was said once it was read. */
  #matching() {
    return this.#turns.filter(({key, node}) => !this.#query
      || `${node.span.name}\n${shortName(node.span)}\n${this.#rows.get(key)?.dataset.text ?? ''}`.toLowerCase().includes(this.#query));
  }

  #draw() {
    const turns = this.#matching().slice(0, this.#shown);
    const wanted = turns.map((turn) => this.#row(turn));
    const same = wanted.length === this.#list.children.length && wanted.every((row, i) => row === this.#list.children[i]);
    if (!same) {
      this.#list.replaceChildren(...wanted);
    }
    this.#more.hidden = this.#matching().length <= this.#shown;
    this.#empty.hidden = turns.length > 0;
    render(this.#empty, this.#query ? emptyState('Nothing said matches', 'Content is searched once it has been read: scroll through the conversation first.')
      : emptyState('No conversation', 'No model call and no tool was recorded in this session.'));
  }

  #showMore() {
    this.#shown += PIECE;
    this.#draw();
  }

  /** Kept as long as the span stays as it is. */
  #row(turn) {
    const {key, node, kind} = turn;
    const seen = JSON.stringify(node.span);
    const known = this.#rows.get(key);
    if (known?.seen === seen) {
      return known;
    }
    const row = kind === 'step' ? this.#step(turn) : this.#call(turn);
    row.seen = seen;
    row.turn = turn;
    this.#rows.set(key, row);
    if (kind === 'call') {
      this.#near.observe(row);
    }
    return row;
  }

  #step({node, key}) {
    const {span} = node;
    return h('li', {class: 'turn step'}, operationIcon(span.operation),
      h('button', {class: 'link data', onclick: () => this.#on.pickSpan(key)}, shortName(span)), outcomeBadge(span),
      span.human ? h('span', {class: 'badge'}, [span.human.type, span.human.decision].filter(Boolean).join(': ')) : null,
      h('span', {class: 'muted turn-time'}, duration(span.durationMillis)));
  }

  #call({node, key, agent}) {
    const {span} = node;
    const totals = {...span, unpricedCalls: span.unpriced ? 1 : 0};
    return h('li', {class: 'turn call'},
      h('div', {class: 'turn-head'}, operationIcon('llm'),
        h('button', {class: 'link data', onclick: () => this.#on.pickSpan(key)}, agent ? `${shortName(agent.span)}, ${shortName(span)}` : shortName(span)),
        outcomeBadge(span), h('span', {class: 'muted turn-time', title: 'After the start of the session'}, `+${formatDuration(node.from)}`),
        h('span', {class: 'muted'}, duration(span.durationMillis)), h('span', {class: 'muted'}, tokens(span)), h('span', {class: 'muted'}, cost(totals))),
      h('div', {class: 'turn-body'}, h('p', {class: 'unknown'}, 'Reading…')));
  }

  async #fill(row) {
    const {key, before} = row.turn;
    const body = row.querySelector('.turn-body');
    try {
      const [detail, earlier] = await Promise.all([this.#details.get(key), before ? this.#details.get(before).catch(() => null) : null]);
      render(body, this.#said(detail, earlier?.content ?? null));
      row.dataset.text = body.textContent.slice(0, 20000);
    } catch (e) {
      render(body, h('p', {class: 'unknown data'}, `The content could not be read: ${e.message}`));
    }
  }

  #said({content, status, statusMessage, errorType}, before) {
    const {repeated, fresh} = freshMessages(content, before);
    const instructions = freshInstructions(content, before);
    const output = content.outputMessages;
    const failed = status === 'error' ? h('p', {class: 'bad data'}, [errorType, statusMessage].filter(Boolean).join(': ') || 'The call failed') : null;
    const nothing = fresh.length === 0 && !instructions && !output && repeated === 0;
    return [
      instructions ? h('details', {class: 'instructions'}, h('summary', {class: 'muted'}, 'System instructions'), partsView(instructions)) : null,
      repeated > 0 ? h('p', {class: 'turn-note muted', title: 'They were in the call before; the model was sent them again'}, `after ${plural(repeated, 'message')} it was sent before`) : null,
      fresh.length > 0 ? messagesView(fresh) : null,
      output ? messagesView(output) : null,
      nothing && !failed ? h('p', {class: 'unknown'}, 'No content was captured for this call.') : null, failed,
    ];
  }
}
