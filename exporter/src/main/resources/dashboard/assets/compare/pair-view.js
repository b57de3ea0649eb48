import {fetchSessions, getJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCost, formatDuration, plural} from '../base/format.js';
import {currentPlace, href, sessionHref, setParams} from '../base/place.js';
import {cost, duration, statusPill, time} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {View} from '../components/view.js';
import {PairRows} from './pair-rows.js';

/** Two sessions step by step: `a` and `b` in the address are their ids; `only=differences` hides what is the same. */
class PairView extends View {
  heading = 'Two sessions';
  about = 'Step by step: where they took different ways, and what that changed.';
  filtered = false;
  liveMillis = 0;

  #head = h('div', {class: 'pair-head'});
  #tools = h('div', {class: 'pair-tools'});
  #rows = new PairRows();
  #pick = h('div', {class: 'pair-pick'});
  #others = new DataTable({
    label: 'Sessions to compare with', key: (session) => session.sessionId,
    href: (session) => href('/compare/sessions', {a: currentPlace().params.get('a') ?? session.sessionId, b: currentPlace().params.has('a') ? session.sessionId : null}),
    columns: [
      {title: 'Session', className: 'wide', cell: (session) => [session.name, ' ', h('span', {class: 'muted mono'}, session.sessionId)]},
      {title: 'Status', cell: (session) => statusPill(session.status)},
      {title: 'Start', cell: (session) => time(session.startTime)},
      {title: 'Duration', className: 'num', cell: (session) => duration(session.durationMillis, 'Wall clock')},
      {title: 'Cost', className: 'num', cell: cost},
    ],
  });

  build() {
    render(this.#pick, h('h2', null, 'Compare with which?'), h('div', {class: 'table-scroller'}, this.#others.element));
    return [this.#head, this.#pick, this.#tools, this.#rows.element];
  }

  async read(filter, params, signal) {
    const [a, b] = [params.get('a'), params.get('b')];
    if (a !== null && b !== null) {
      return getJson('/api/v1/compare/sessions', {a, b}, signal);
    }
    const first = a === null ? null : await getJson(`/api/v1/sessions/${encodeURIComponent(a)}`, null, signal);
    const {sessions} = await fetchSessions(new URLSearchParams(first ? {name: first.name, limit: '50'} : {limit: '50'}), signal);
    return {first, sessions: sessions.filter((session) => session.sessionId !== a)};
  }

  draw(answer, params) {
    const picking = Boolean(answer.sessions);
    this.#pick.hidden = !picking;
    this.#tools.hidden = picking;
    this.#rows.element.hidden = picking;
    if (picking) {
      render(this.#head, answer.first ? head('a', answer.first) : null);
      this.#others.show(answer.sessions);
      return;
    }
    const only = params.get('only') === 'differences';
    render(this.#head, head('a', answer.a), head('b', answer.b));
    render(this.#tools, h('span', {class: 'muted', role: 'status'}, `${answer.same} the same, ${answer.changed} changed, ${answer.onlyA} only in A, ${answer.onlyB} only in B`),
      h('button', {class: 'button small', 'aria-pressed': String(only), onclick: () => setParams({only: only ? null : 'differences'}, {push: true})}, 'Only differences'),
      answer.firstDivergence === null ? h('span', {class: 'badge ok'}, 'Both took the same way')
        : h('button', {class: 'button small primary', onclick: () => this.#rows.showDivergence()}, 'Go to the first divergence'),
      h('a', {class: 'button small', href: href('/compare/sessions', {a: params.get('b'), b: params.get('a')})}, 'Swap'));
    this.#rows.show(answer, only);
  }
}

function head(letter, session) {
  const opens = (place, text) => h('a', {class: 'figure', href: href(sessionHref(session.sessionId), place)}, text);
  return h('section', {class: 'pair-session panel', 'aria-label': `Session ${letter.toUpperCase()}`},
    h('h2', null, h('span', {class: `cohort-letter ${letter}`, 'aria-hidden': 'true'}, letter.toUpperCase()),
      h('a', {class: 'data', href: sessionHref(session.sessionId)}, session.name), statusPill(session.status)),
    h('span', {class: 'muted mono data'}, session.sessionId),
    h('span', {class: 'muted'}, opens({view: 'timeline'}, formatDuration(session.durationMillis)), ' · ', opens({figure: 'llm'}, plural(session.llmCalls, 'model call')), ', ',
      opens({figure: 'tool'}, plural(session.toolCalls, 'tool call')), ' · ', opens({figure: 'cost'}, formatCost(session.costUsd))));
}

customElements.define('tl-pair-view', PairView);
