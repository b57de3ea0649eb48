/** What people and programs think of a span, and two buttons to say so oneself. */

import {getJson, postJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatTime} from '../base/format.js';
import {section} from './sections.js';

const NAME = 'feedback';

export function feedbackSection(span) {
  const list = h('ul', {class: 'score-list'});
  const comment = h('input', {'aria-label': 'Comment on the feedback', placeholder: 'Comment (optional)', autocomplete: 'off'});
  const said = h('span', {class: 'muted', role: 'status'});
  const target = {traceId: span.traceId, spanId: span.spanId};

  const give = async (value, label) => {
    try {
      await postJson('/api/v1/scores', {name: NAME, value, label, source: 'human', target, ...(comment.value.trim() ? {comment: comment.value.trim()} : {})});
      comment.value = '';
      said.textContent = 'Saved';
      drawScores(list, (await getJson('/api/v1/scores', target)).scores);
    } catch (e) {
      said.textContent = `Not saved: ${e.message}`;
    }
  };
  drawScores(list, span.scores ?? []);
  return section('Feedback', [list, h('div', {class: 'feedback'},
    h('button', {class: 'button small', onclick: () => give(true, 'good')}, 'Good'), h('button', {class: 'button small', onclick: () => give(false, 'bad')}, 'Bad'), comment, said)],
  {note: span.scores?.length > 0 ? String(span.scores.length) : null});
}

function drawScores(list, scores) {
  render(list, scores.map(({name, value, label, source, comment, time}) => h('li', null,
    h('span', {class: `badge ${value === true ? 'ok' : value === false ? 'error' : ''}`}, h('span', {class: 'data'}, `${name}: ${label ?? String(value)}${label && typeof value === 'number' ? ` (${value})` : ''}`)),
    h('span', {class: 'muted data'}, `by ${source}, ${formatTime(time)}`), comment ? h('span', {class: 'data'}, comment) : null)));
}
