/** Each choice in order: what was on offer, what was chosen, why, and what followed. */

import {h, render} from '../base/dom.js';
import {formatDuration, plural} from '../base/format.js';
import {operationIcon} from '../base/icons.js';
import {Slices} from '../base/slices.js';
import {cost, duration} from '../components/cells.js';
import {emptyState} from '../components/states.js';
import {longText} from '../inspector/long-text.js';
import {decisionSteps} from './decisions-model.js';
import {outcomeBadge} from './node-label.js';
import {shortName} from './span-filter.js';
import {SpanDetails, whenNear} from './span-details.js';

const PIECE = 200;
const OFFERED_SHOWN = 12;

export class DecisionsPanel {
  #on;
  #details = new SpanDetails();
  #list = h('ol', {class: 'decision-list'});
  #more = h('button', {class: 'button', onclick: () => this.#showMore()}, 'Show more');
  #near;
  #source = null;
  #decisions = [];
  #shown = PIECE;
  #query = '';
  #seen = null;
  #slices = new Slices();
  #drawn = false;

  element = h('div', {class: 'decisions-panel', tabindex: '0', role: 'region', 'aria-label': 'Decisions'}, this.#list, this.#more);

  constructor(on) {
    this.#on = on;
    this.#near = whenNear(this.element, (row) => this.#fill(row));
  }

  focus() {
    this.element.focus({preventScroll: true});
  }

  show({data, params}) {
    if (data.steady !== this.#source) {
      this.#source = data.steady;
      this.#slices.run(decisionSteps(data.steady), (decisions) => {
        this.#decisions = decisions;
        this.#drawn && this.#on.redraw();
      });
    }
    this.#drawn = true;
    this.#query = (params.get('q') ?? '').toLowerCase();
    this.#draw();
    for (const row of this.#list.children) {
      row.classList.toggle('selected', row.dataset.key === params.get('span'));
    }
  }

  get hitCount() {
    return this.#query ? this.#matching().length : null;
  }

  firstHit() {
    return this.#matching()[0]?.node ?? null;
  }

  #matching() {
    return this.#decisions.filter(({decision, agent}) => !this.#query
      || [...decision.chosen, ...decision.offered, agent ? shortName(agent.span) : ''].join('\n').toLowerCase().includes(this.#query));
  }

  #draw() {
    const decisions = this.#matching();
    const shown = decisions.slice(0, this.#shown);
    const seen = JSON.stringify(shown.map(({node, followed}) => [node.span, followed.map(({nodes}) => nodes.map((each) => each.span))]));
    this.#more.hidden = decisions.length <= this.#shown;
    if (seen !== this.#seen) {
      this.#seen = seen;
      render(this.#list, shown.length > 0 ? shown.map((each, i) => this.#row(each, i)) : h('li', null, this.#query
        ? emptyState('No decision matches', 'Tools, what was on offer, and agents are searched.')
        : emptyState('No decision was recorded', 'A model call is a decision when it chooses a tool or another agent.')));
    }
  }

  #showMore() {
    this.#shown += PIECE;
    this.#draw();
  }

  #row(each, i) {
    const {node, key, agent, decision} = each;
    const {span} = node;
    const row = h('li', {class: 'decision', 'data-key': key},
      h('div', {class: 'decision-head'}, h('span', {class: 'decision-number'}, String(i + 1)), operationIcon(span.operation),
        h('button', {class: 'link data', onclick: () => this.#on.pickSpan(key)}, `${agent ? shortName(agent.span) : 'The application'} chose ${decision.chosen.join(', ') || 'nothing'}`),
        decision.type ? h('span', {class: 'badge'}, h('span', {class: 'data'}, decision.type)) : null,
        h('span', {class: 'muted turn-time', title: 'After the start of the session'}, `+${formatDuration(node.from)}`),
        h('span', {class: 'muted'}, cost({...span, unpricedCalls: span.unpriced ? 1 : 0}))),
      h('div', {class: 'decision-body'}, part('Offered', offered(decision)), part('Why', h('div', {class: 'why unknown'}, 'Reading…')), part('Then', this.#followed(each))));
    this.#near.observe(row);
    return row;
  }

  #followed({followed, decision}) {
    if (decision.chosen.length === 0) {
      return h('span', {class: 'muted'}, 'It answered without a tool.');
    }
    return h('ul', {class: 'followed'}, followed.flatMap(({name, nodes}) => (nodes.length === 0
      ? [h('li', {class: 'muted'}, h('span', {class: 'data'}, name), ' was not seen to run')]
      : nodes.map((node) => h('li', null, operationIcon(node.span.operation),
        h('button', {class: 'link data', onclick: () => this.#on.pick(node)}, shortName(node.span)), outcomeBadge(node.span) ?? h('span', {class: 'badge ok'}, 'ok'),
        h('span', {class: 'muted'}, duration(node.span.durationMillis)))))));
  }

  async #fill(row) {
    const why = row.querySelector('.why');
    if (!why) {
      return;
    }
    try {
      const {decisionRationale} = await this.#details.get(row.dataset.key);
      why.classList.toggle('unknown', !decisionRationale);
      render(why, decisionRationale ? longText(decisionRationale) : 'No text or reasoning came with the choice');
    } catch (e) {
      render(why, `Could not be read: ${e.message}`);
    }
  }
}

function part(name, value) {
  return h('div', {class: 'decision-part'}, h('div', {class: 'muted'}, name), h('div', null, value));
}

function offered({offered: names, chosen}) {
  const picked = new Set(chosen);
  if (names.length === 0) {
    return h('span', {class: 'unknown'}, 'What was on offer is not known');
  }
  const sorted = [...names].sort((a, b) => picked.has(b) - picked.has(a));
  const chip = (name) => h('li', {class: `badge ${picked.has(name) ? 'chosen' : ''}`}, h('span', {class: 'data'}, `${picked.has(name) ? '✓ ' : ''}${name}`));
  const list = h('ul', {class: 'offered'}, sorted.slice(0, OFFERED_SHOWN).map(chip));
  const rest = sorted.slice(OFFERED_SHOWN);
  if (rest.length > 0) {
    const more = h('li', null, h('button', {class: 'button small plain', onclick: () => more.replaceWith(...rest.map(chip))}, `${plural(rest.length, 'tool')} more`));
    list.append(more);
  }
  return list;
}
