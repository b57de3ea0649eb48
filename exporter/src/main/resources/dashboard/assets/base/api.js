/** The REST API of docs/api.md. Every function answers the parsed JSON or throws `ApiError`. */

import {parseExactly} from './exact-json.js';
import {addressable} from './place.js';

/** Sessions that one question for findings may name; their ids make its address long. */
const MOST_FINDINGS = 50;

export class ApiError extends Error {
  /** @param {number} status HTTP status, 0 when the exporter could not be reached */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/**
 * Any operation: `getJson('/api/v1/aggregates', params, signal)`.
 *
 * @param {URLSearchParams|Object?} params an object's null and undefined values are left out
 */
export function getJson(path, params = null, signal = null) {
  const query = params instanceof URLSearchParams ? params
    : new URLSearchParams(Object.entries(params ?? {}).filter(([, value]) => value !== null && value !== undefined));
  return send(String(query) ? `${path}?${query}` : path, {signal});
}

/** Sends JSON; answers what the exporter answers. */
export function postJson(path, body, signal = null) {
  return send(path, {signal, method: 'POST', body: JSON.stringify(body), headers: {'content-type': 'application/json'}});
}

/** Numbers by group and by time; `filter` as of `toApiParams`, `options` {groupBy, interval, scope, sort, limit, measures}. */
export function fetchAggregates(filter, options, signal) {
  const params = new URLSearchParams(filter);
  Object.entries(options).forEach(([name, value]) => params.set(name, value));
  return send(`/api/v1/aggregates?${params}`, {signal});
}

/** The spans behind a number of `fetchAggregates`: `options` {groupBy, key, only, sort, limit, withContent}; null ones are left out. */
export function fetchSpans(filter, options, signal) {
  const params = new URLSearchParams(filter);
  Object.entries(options).filter(([, value]) => value !== null && value !== undefined).forEach(([name, value]) => params.set(name, value));
  return send(`/api/v1/spans?${params}`, {signal}).then((answer) => answer.spans);
}

/** @param {URLSearchParams} params filters, sort, limit, cursor */
export function fetchSessions(params, signal) {
  return send(`/api/v1/sessions?${params}`, {signal});
}

/** What the kept analysis counted in sessions, by id; those not analysed yet are not in it. */
export async function fetchFindings(sessionIds, signal) {
  const found = new Map();
  for (let at = 0; at < sessionIds.length; at += MOST_FINDINGS) {
    const params = new URLSearchParams(sessionIds.slice(at, at + MOST_FINDINGS).map((id) => ['session', addressable(id)]));
    (await send(`/api/v1/findings?${params}`, {signal})).sessions.forEach((each) => found.set(each.sessionId, each));
  }
  return found;
}

/** A piece of the span tree; its nodes are a flat list. `parseMillis`: what reading the text took. */
export function fetchNodes(sessionId, offset, limit, signal) {
  // Without a header of its own: the server may have told the browser to ask already.
  return send(`/api/v1/sessions/${encodeURIComponent(addressable(sessionId))}/nodes?offset=${offset}&limit=${limit}`, {signal, headers: null}, (text) => {
    const before = performance.now();
    const piece = JSON.parse(text);
    return {...piece, parseMillis: performance.now() - before};
  });
}

/** @param {'span'|'path'} by */
export function fetchTree(sessionId, by, signal) {
  return send(`/api/v1/sessions/${encodeURIComponent(addressable(sessionId))}/tree?by=${by}`, {signal});
}

/** @param {string} key `traceId:spanId` */
export function fetchSpan(key, signal) {
  const [traceId, spanId] = key.split(':').map(encodeURIComponent);
  return send(`/api/v1/spans/${traceId}/${spanId}`, {signal}, parseExactly);
}

export function fetchStatus(signal) {
  return send('/api/v1/status', {signal});
}

async function send(url, options, parse = JSON.parse) {
  let response;
  try {
    response = await fetch(url, {...options, headers: options.headers === null ? {} : {accept: 'application/json', ...options.headers}});
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'UNREACHABLE', 'The exporter cannot be reached. Is it still running?');
  }
  if (response.status === 401) {
    // Keys are asked for, and the login has ended.
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  }
  const body = await response.text().then(parse).catch((e) => (e.name === 'AbortError' ? Promise.reject(e) : null));
  if (!response.ok || body === null) {
    const error = body?.error ?? {};
    throw new ApiError(response.status, error.code ?? 'INTERNAL', error.message ?? `HTTP ${response.status} from ${url}`);
  }
  return body;
}
