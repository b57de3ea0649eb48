import {h} from '../base/dom.js';
import {isExactNumber, parseExactly} from '../base/exact-json.js';
import {plural} from '../base/format.js';
import {longText} from './long-text.js';

const OPEN_DEPTH = 3;
const OPEN_SIZE = 24;
const PIECE = 100;
const INLINE = 72;

/** Any JSON value, foldable; what is folded is not built. */
export function jsonView(value) {
  return h('div', {class: 'json'}, valueView(value, 0));
}

/** A text that holds a JSON object or array becomes one; everything else stays. */
export function parsedIfJson(value) {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) {
    return value;
  }
  try {
    return parseExactly(value);
  } catch {
    return value;
  }
}

function valueView(value, depth) {
  if (isExactNumber(value)) {
    return h('span', {class: 'json-number data'}, value.toString());
  }
  if (value !== null && typeof value === 'object') {
    return containerView(value, depth);
  }
  if (typeof value === 'string') {
    return value.length > 120 || value.includes('\n') ? longText(value, 'json-string') : h('span', {class: 'json-string data'}, `"${value}"`);
  }
  return h('span', {class: `json-${value === null ? 'null' : typeof value}`}, String(value));
}

function containerView(value, depth) {
  const list = Array.isArray(value);
  const entries = list ? value.map((each, i) => [i, each]) : Object.entries(value);
  const short = inline(value);
  if (entries.length === 0 || short) {
    return h('span', {class: 'data'}, short ?? (list ? '[]' : '{}'));
  }
  const body = h('div', {class: 'json-body'});
  const build = () => body.firstChild ?? addPiece(body, entries, 0, depth, list);
  if (depth === 0 && entries.length <= OPEN_SIZE) {
    build();
    body.classList.add('outermost');
    return body;
  }
  const details = h('details', {class: 'json-fold', open: depth < OPEN_DEPTH && entries.length <= OPEN_SIZE},
    h('summary', null, list ? plural(entries.length, 'item') : plural(entries.length, 'field')), body);
  details.addEventListener('toggle', () => details.open && build());
  if (details.open) {
    build();
  }
  return details;
}

function addPiece(body, entries, from, depth, list) {
  for (const [key, value] of entries.slice(from, from + PIECE)) {
    body.append(h('div', {class: 'json-entry'}, h('span', {class: 'json-key data'}, list ? String(key) : key), valueView(value, depth + 1)));
  }
  const rest = entries.length - from - PIECE;
  if (rest > 0) {
    const more = h('button', {class: 'button small more', onclick: () => {
      more.remove();
      addPiece(body, entries, from + PIECE, depth, list);
    }}, `Show more, ${plural(rest, list ? 'item' : 'field')} left`);
    body.append(more);
  }
}

/** Short lists of plain values stand in one line. */
function inline(value) {
  if (!Array.isArray(value) || value.some((each) => each !== null && typeof each === 'object')) {
    return null;
  }
  const text = `[${value.map((each) => JSON.stringify(each)).join(', ')}]`;
  return text.length <= INLINE ? text : null;
}
