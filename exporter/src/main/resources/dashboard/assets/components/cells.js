/** The same number looks and explains itself the same wherever it stands. */

import {h} from '../base/dom.js';
import {explainCost, explainTokens, formatCompact, formatCost, formatCount, formatDuration, formatTime, isKnown,
  totalTokens, UNKNOWN} from '../base/format.js';

const STATUS_WORDS = {
  ok: ['ok', 'No span is in error'],
  recovered: ['recovered', 'Something failed, but the session ended well'],
  error: ['error', 'The session ended in error'],
};

/** Unknown is a dash that says why. */
export function unknown(why) {
  return h('span', {class: 'unknown', title: why}, UNKNOWN);
}

export function statusPill(status) {
  const [word, title] = STATUS_WORDS[status] ?? [status, ''];
  return h('span', {class: `pill ${status}`, title}, word);
}

export function duration(millis, title) {
  return isKnown(millis)
    ? h('span', {title: `${title ? `${title}: ` : ''}${millis.toLocaleString('en-US', {maximumFractionDigits: 6})} ms`}, formatDuration(millis))
    : unknown('Not known: nobody said that it ended');
}

export function time(iso) {
  return iso ? h('time', {datetime: iso, title: iso}, formatTime(iso)) : unknown('Not known');
}

/** Cost of something with `costUsd` and `unpricedCalls`; "+" when some calls have no price. */
export function cost(totals) {
  if (!isKnown(totals.costUsd)) {
    return unknown(explainCost(totals));
  }
  const more = totals.unpricedCalls > 0 ? h('span', {class: 'unknown'}, '+') : null;
  return h('span', {title: explainCost(totals)}, formatCost(totals.costUsd), more);
}

/** Input and output tokens as "1,180 → 46"; "~" when some were counted from text. */
export function tokens(totals) {
  if (!isKnown(totalTokens(totals))) {
    return unknown(explainTokens(totals));
  }
  return h('span', {title: explainTokens(totals)},
    totals.estimatedCalls > 0 ? h('span', {class: 'unknown', 'aria-label': 'about '}, '~') : null, formatCompact(totals.inputTokens),
    h('span', {class: 'unknown', 'aria-label': ' in, out '}, ' → '), formatCompact(totals.outputTokens));
}

/** A plain count; 0 is quiet. */
export function counted(value, className = '') {
  return h('span', {class: value === 0 ? 'unknown' : className}, formatCount(value));
}
