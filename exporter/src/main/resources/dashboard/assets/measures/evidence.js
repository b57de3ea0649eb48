/** The spans behind a number, as a table whose rows lead to the span in its session. */

import {fetchSpans} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCount} from '../base/format.js';
import {sessionHref} from '../base/place.js';
import {cost, duration, time, tokens, unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {problemState} from '../components/states.js';

const LIMIT = 25;
const OUTCOMES = {recovered: ['recovered', 'made good'], abandoned: ['recovered', 'gone on without'], error: ['error', 'not made good'], not_found: ['', 'found nothing'], ok: ['ok', 'ok']};

export const spanHref = (span) => `${sessionHref(span.sessionId)}?span=${encodeURIComponent(`${span.traceId}:${span.spanId}`)}`;

export function outcomePill(span) {
  const [className, word] = OUTCOMES[span.outcome] ?? ['', span.outcome];
  return h('span', {class: `pill ${className}`}, word);
}

/**
 * @param {string} label what the spans are
 * @param {{lead?: Object, usage?: boolean}} options `lead`: the first column in place of the span's name; `usage`: with tokens and cost
 */
export class Evidence {
  #heading = h('h2');
  #note = h('p', {class: 'muted'});
  #table;
  #scroller;
  #turn = 0;
  element;

  constructor(label, {usage = false} = {}) {
    this.#table = new DataTable({
      label, key: (span) => `${span.traceId}:${span.spanId}`, href: spanHref,
      columns: [
        {title: 'Span', className: 'wide', cell: (span) => span.name},
        {title: 'Outcome', cell: outcomePill},
        {title: 'What it said', className: 'said', cell: (span) => said(span)},
        ...(usage ? [{title: 'Tokens', className: 'num', cell: tokens}, {title: 'Cost', className: 'num', cell: (span) => cost({...span, unpricedCalls: span.unpriced ? 1 : 0})}] : []),
        {title: 'Took', className: 'num', cell: (span) => duration(span.durationMillis)},
        {title: 'Session', className: 'dim', cell: (span) => h('span', {class: 'data'}, span.sessionId)},
        {title: 'Started', className: 'dim', cell: (span) => time(span.startTime)},
      ],
    });
    this.#scroller = h('div', {class: 'table-scroller', tabindex: '0', role: 'region', 'aria-label': label}, this.#table.element);
    this.element = h('section', {class: 'evidence', hidden: true}, this.#heading, this.#note, this.#scroller);
  }

  /** @param {Object} ask options of `fetchSpans` */
  async show(title, filter, ask, signal) {
    const turn = ++this.#turn;
    try {
      const spans = await fetchSpans(filter, {limit: LIMIT, ...ask}, signal);
      if (turn === this.#turn) {
        this.element.hidden = false;
        render(this.#heading, title);
        this.#note.textContent = spans.length === 0 ? 'None.' : `${formatCount(spans.length)}${spans.length === LIMIT ? ' of them' : ''}, ${{cost: 'the dearest first', duration: 'the longest first'}[ask.sort] ?? 'the latest first'}. A row opens the span in its session.`;
        this.#scroller.hidden = spans.length === 0;
        this.#table.show(spans);
      }
    } catch (e) {
      if (e.name !== 'AbortError' && turn === this.#turn) {
        this.element.hidden = false;
        render(this.#note, problemState('This could not be read', e.message, null));
      }
    }
  }

  hide() {
    this.#turn++;
    this.element.hidden = true;
  }
}

function said(span) {
  const text = span.statusMessage ?? span.errorType ?? (span.human ? [span.human.type, span.human.decision].filter(Boolean).join(': ') : null);
  return text ? h('span', {class: 'data', title: text}, text) : unknown(span.status === 'error' ? 'It said nothing' : 'No error');
}

/** Buttons of which one is chosen: `[[value, label], …]`. */
export function choices(label, options, chosen, choose) {
  return h('div', {class: 'choices', role: 'group', 'aria-label': label}, options.map(([value, text]) =>
    h('button', {class: 'button small', 'aria-pressed': String(value === chosen), onclick: () => choose(value)}, text)));
}
