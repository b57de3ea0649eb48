/** The REST API of docs/api.md. Every function answers the parsed JSON or throws `ApiError`. */

import {parseExactly} from './exact-json.js';

export class ApiError extends Error {
  /** @param {number} status HTTP status, 0 when the exporter could not be reached */
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** @param {URLSearchParams} params filters, sort, limit, cursor */
export function fetchSessions(params, signal) {
  return get(`/api/v1/sessions?${params}`, signal);
}

/** @param {'span'|'path'} by */
export function fetchTree(sessionId, by, signal) {
  return get(`/api/v1/sessions/${encodeURIComponent(sessionId)}/tree?by=${by}`, signal);
}

/** @param {string} key `traceId:spanId` */
export function fetchSpan(key, signal) {
  const [traceId, spanId] = key.split(':').map(encodeURIComponent);
  return get(`/api/v1/spans/${traceId}/${spanId}`, signal, parseExactly);
}

export function fetchStatus(signal) {
  return get('/api/v1/status', signal);
}

async function get(url, signal, parse = JSON.parse) {
  let response;
  try {
    response = await fetch(url, {signal, headers: {accept: 'application/json'}});
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    throw new ApiError(0, 'UNREACHABLE', 'The exporter cannot be reached. Is it still running?');
  }
  const body = await response.text().then(parse).catch((e) => (e.name === 'AbortError' ? Promise.reject(e) : null));
  if (!response.ok || body === null) {
    const error = body?.error ?? {};
    throw new ApiError(response.status, error.code ?? 'INTERNAL', error.message ?? `HTTP ${response.status} from ${url}`);
  }
  return body;
}
