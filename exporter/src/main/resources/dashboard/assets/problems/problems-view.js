import {getJson} from '../base/api.js';
import {breakable, h, render} from '../base/dom.js';
import {formatCompact, formatCost, formatDuration, formatShare, isKnown, plural} from '../base/format.js';
import {icon} from '../base/icons.js';
import {currentPlace, href, sessionHref, setParams} from '../base/place.js';
import {View} from '../components/view.js';
import {readAgainWhilePending} from '../decisions/pending.js';
import {Evidence} from '../measures/evidence.js';
import {filterValues, toApiParams} from '../sessions/filters.js';

/** What each kind is called, its icon, and the question it answers. */
const KINDS = {
  failing: ['Failing', 'problems', 'Decision points that fail'],
  loop: ['Loops', 'workflow', 'The same calls again and again'],
  limit_reached: ['Limits', 'pause', 'Agents that stop at their limit'],
  human: ['People', 'human', 'Work that needs a person'],
  growing_context: ['Contexts', 'up', 'Contexts that grow with each call'],
  slow_tool: ['Slow tools', 'tool', 'Tools that sessions wait for'],
  expensive_path: ['Expensive paths', 'cost', 'Where the money goes'],
};

/** Of each kind: what the spans that were counted are called, how /spans is asked for them by their place, and how what is at stake is made. */
const COUNTED = {
  failing: ['Visits that failed', {only: 'failed'}, 'what the failed work had used, and what getting over it took'],
  loop: ['Calls that brought nothing new', {only: 'redundant', sort: 'duration'}, 'these calls with everything inside, and the model calls that ordered nothing else'],
  limit_reached: ['Runs', {sort: 'duration'}, 'what the runs that stopped at their limit took'],
  human: ['Steps of people', {sort: 'duration'}, 'how long they took'],
  growing_context: ['Calls', {sort: 'cost'}, 'input tokens beyond the first call’s, time and cost of the calls after it'],
  slow_tool: ['Calls', {sort: 'duration'}, 'their time on critical paths'],
  expensive_path: ['Calls right here', {sort: 'cost'}, 'what was spent right here'],
};

/** What is worth looking at, ranked; `kind` in the address shows one kind only. */
class ProblemsView extends View {
  heading = 'Problems';
  about = 'What fails, loops, waits and costs, ranked by what is at stake.';
  nothing = {title: 'No problems', text: 'Nothing that was analysed so far failed, looped or stood out.'};

  #summary = h('p', {class: 'muted', role: 'status'});
  #kinds = h('div', {class: 'kinds', role: 'group', 'aria-label': 'Kinds of problems'});
  #list = h('ol', {class: 'problems'});
  #open = new Set();
  /** By problem, so that what was opened stays while the list is drawn anew. */
  #counted = new Map();

  build() {
    return [this.#summary, h('p', {class: 'muted counting'}, 'An error is counted once, where it happened, and a loop by the calls that brought nothing new; ',
      h('a', {class: 'figure', href: '/tools'}, 'Tools'), ' counts every failed call of a tool, one that passed an error on as well.'), this.#kinds, this.#list];
  }

  async read(filter, params, signal) {
    const answer = await getJson('/api/v1/problems', new URLSearchParams([...filter, ['limit', '200']]), signal);
    readAgainWhilePending(this, answer.pending);
    return answer;
  }

  isEmpty(answer) {
    return answer.problems.length === 0;
  }

  draw(answer, params) {
    const only = KINDS[params.get('kind')] ? params.get('kind') : null;
    render(this.#summary, `In ${plural(answer.sessions, 'session')} that cost ${formatCost(answer.costUsd)} and took ${formatDuration(answer.durationMillis)}`,
      answer.pending > 0 ? ` · ${plural(answer.pending, 'session')} still to be analysed` : null,
      answer.moreProblems > 0 ? ` · ${plural(answer.moreProblems, 'smaller problem')} not shown` : null);
    const counts = Object.keys(KINDS).map((kind) => [kind, answer.problems.filter((each) => each.kind === kind).length]);
    render(this.#kinds, kindButton(null, 'All', answer.problems.length, only),
      counts.filter(([, count]) => count > 0).map(([kind, count]) => kindButton(kind, KINDS[kind][0], count, only)));
    render(this.#list, answer.problems.filter((each) => only === null || each.kind === only).map((each) => this.#card(each, answer)));
  }

  #card(problem, all) {
    const key = `${problem.kind} ${problem.path} ${problem.subject}`;
    const [, mark, question] = KINDS[problem.kind];
    const filters = filterValues(currentPlace().params);
    const details = h('details', {class: 'problem panel', open: this.#open.has(key), ontoggle: (event) => this.#toggled(problem, key, event.target.open)},
      h('summary', null, h('span', {class: `problem-mark ${problem.kind}`, title: question}, icon(mark)),
        h('span', {class: 'problem-text'}, h('span', {class: 'problem-sentence data'}, breakable(problem.sentence)),
          h('span', {class: 'muted data'}, breakable(problem.path), ` · ${plural(problem.sessions, 'session')}`, problem.failedSessions > 0 ? `, ${problem.failedSessions} ended in error` : null)),
        stake(problem, all)),
      h('div', {class: 'problem-evidence'},
        h('p', {class: 'branch-links'},
          h('a', {class: 'button small', href: href('/decisions', {...filters, at: problem.path})}, 'In the decision tree'),
          h('a', {class: 'button small', href: href('/', {...filters, path: problem.path})}, 'Sessions that went there')),
        h('h3', null, 'Where most is at stake'),
        h('ul', {class: 'examples'}, problem.examples.map((each) => h('li', null,
          h('a', {class: 'data mono', href: href(sessionHref(each.sessionId), {span: `${each.traceId}:${each.spanId}`})}, each.sessionId)))),
        h('p', {class: 'muted'}, `At stake: ${COUNTED[problem.kind][2]}.`), this.#countedOf(key).element));
    return h('li', null, details);
  }

  #countedOf(key) {
    if (!this.#counted.has(key)) {
      this.#counted.set(key, new Evidence('Spans that were counted', {usage: true}));
    }
    return this.#counted.get(key);
  }

  #toggled({kind, path}, key, open) {
    this.#open[open ? 'add' : 'delete'](key);
    if (open) {
      const [title, ask] = COUNTED[kind];
      this.#countedOf(key).show(title, toApiParams(currentPlace().params, new Date()), {groupBy: 'path', key: path, ...ask});
    }
  }
}

function kindButton(kind, name, count, only) {
  return h('button', {class: 'button small', 'aria-pressed': String(kind === only), title: kind ? KINDS[kind][2] : 'Every kind', onclick: () => setParams({kind}, {push: true})},
    name, h('span', {class: 'muted'}, String(count)));
}

/** Money, time and tokens at stake, each with its share of all. */
function stake({atStake}, all) {
  const cost = isKnown(atStake.costUsd) ? fact(formatCost(atStake.costUsd), `of ${formatCost(all.costUsd)}: ${formatShare(Number(atStake.costUsd) / Number(all.costUsd))}`) : null;
  const time = atStake.durationMillis > 0 ? fact(formatDuration(atStake.durationMillis), all.durationMillis > 0 ? formatShare(atStake.durationMillis / all.durationMillis) + ' of all time' : '') : null;
  const tokens = isKnown(atStake.inputTokens) && atStake.inputTokens > 0 ? fact(`${formatCompact(atStake.inputTokens)} tokens`, 'of input') : null;
  return h('span', {class: 'problem-stake', title: atStake.avoidable ? 'Spent in vain, or on getting over it' : 'Spent there, needed or not'},
    h('span', {class: 'muted'}, atStake.avoidable ? 'in vain' : 'spent'), cost, time, tokens);
}

function fact(text, title) {
  return h('span', {class: 'stake', title}, text);
}

customElements.define('tl-problems-view', ProblemsView);
