/**
 * The filter language of sessions: what the address bar says, and what the API wants to hear. Every
 * view with a filter bar has the same words in its address, so that one can go from one to the next.
 *
 * In the address: `time` (`24h`, `7d`; or `from` and `to`, ISO-8601) and the words of `FIELDS`.
 */

import {formatCost, formatDuration} from '../base/format.js';
import {setParams} from '../base/place.js';

export const TIME_SPANS = [
  ['', 'All time'], ['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['6h', 'Last 6 hours'], ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'], ['30d', 'Last 30 days'], ['custom', 'Between…'],
];

/**
 * What a person can filter by. `facet`: the `groupBy` of /aggregates whose groups are its values.
 * `many`: may be given several times. `show`: its value as people read it.
 */
export const FIELDS = [
  {name: 'name', label: 'Session name', hint: 'exact name', facet: 'name'},
  {name: 'status', label: 'Status', hint: 'ok, recovered or error', facet: 'status'},
  {name: 'user', label: 'User', hint: 'exact user id', facet: 'user'},
  {name: 'service', label: 'Service', hint: 'exact name', facet: 'service'},
  {name: 'agent', label: 'Agent', hint: 'exact name', facet: 'agent'},
  {name: 'tool', label: 'Tool used', hint: 'exact name', facet: 'tool'},
  {name: 'model', label: 'Model', hint: 'exact name', facet: 'model'},
  {name: 'provider', label: 'Provider', hint: 'exact name', facet: 'provider'},
  {name: 'operation', label: 'Operation', hint: 'such as llm', facet: 'operation'},
  {name: 'property', label: 'Property', hint: 'key=value', many: true, invalid: (text) => /^[^=]+=/.test(text) ? '' : 'A property is given as key=value'},
  {name: 'path', label: 'Went through', hint: 'full path, such as /support/lookup', invalid: (text) => /^\/([^/]+(\/[^/]+)*)?$/.test(text) ? '' : 'A path starts with a slash and ends without one'},
  {name: 'content', label: 'Content', hint: 'words and "phrases" in what was said'},
  {name: 'minErrors', label: 'Errors, at least', hint: 'a number', invalid: number},
  {name: 'maxErrors', label: 'Errors, at most', hint: 'a number', invalid: number},
  {name: 'minCost', label: 'Cost, at least', hint: 'US dollars, such as 0.05', invalid: number, show: formatCost},
  {name: 'maxCost', label: 'Cost, at most', hint: 'US dollars, such as 0.05', invalid: number, show: formatCost},
  {name: 'minDurationMillis', label: 'Duration, at least', hint: 'milliseconds', invalid: number, show: (value) => formatDuration(Number(value))},
  {name: 'maxDurationMillis', label: 'Duration, at most', hint: 'milliseconds', invalid: number, show: (value) => formatDuration(Number(value))},
];

const FILTERS = ['q', ...FIELDS.map((field) => field.name)];
const TIMES = ['time', 'from', 'to'];
const MILLIS = {m: 60e3, h: 3600e3, d: 86400e3};

function number(text) {
  return /^[0-9]+([.][0-9]+)?$/.test(text) ? '' : 'A number is expected';
}

/** Whether anything is filtered, by time or otherwise. */
export function hasFilters(params) {
  return [...FILTERS, ...TIMES].some((name) => params.has(name));
}

/** The filters of an address as an object for `href()` and `setParams()`; what else it holds is left out. */
export function filterValues(params) {
  return Object.fromEntries([...TIMES, ...FILTERS].filter((name) => params.has(name)).map((name) => [name, params.getAll(name)]));
}

/** Adds one filter to the view. */
export function addParam(name, text) {
  const current = new URLSearchParams(location.search).getAll(name);
  const many = FIELDS.find((field) => field.name === name)?.many;
  setParams({[name]: many ? [...new Set([...current, text])] : text}, {push: true});
}

/** Every filter, each null: what to set so that nothing is filtered. */
export function noFilters() {
  return Object.fromEntries([...TIMES, ...FILTERS].map((name) => [name, null]));
}

/**
 * The filter parameters of /sessions and /aggregates (`from`, `to`, `name`, …; no sort, no limit).
 *
 * @param {URLSearchParams} params the address's
 * @param {Date} now what relative times count back from
 */
export function toApiParams(params, now) {
  const result = new URLSearchParams();
  for (const name of FILTERS) {
    params.getAll(name).forEach((value) => result.append(name, value));
  }
  const span = /^(\d+)([mhd])$/.exec(params.get('time') ?? '');
  if (span) {
    result.set('from', new Date(now.getTime() - Number(span[1]) * MILLIS[span[2]]).toISOString());
  } else {
    for (const bound of ['from', 'to']) {
      if (params.has(bound)) {
        result.set(bound, params.get(bound));
      }
    }
  }
  return result;
}

/** ISO time -> value of a datetime-local input, in the viewer's zone. */
export function toLocalInput(iso) {
  if (!iso || Number.isNaN(Date.parse(iso))) {
    return '';
  }
  const date = new Date(iso);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60e3).toISOString().slice(0, 19);
}

/** Value of a datetime-local input -> ISO time. */
export function fromLocalInput(value) {
  return value ? new Date(value).toISOString() : null;
}
