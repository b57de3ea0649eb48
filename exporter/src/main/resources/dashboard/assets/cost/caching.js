/** What caching of prompts saved, and what it could have saved at most. */

import {getJson, postJson} from '../base/api.js';
import {isKnown} from '../base/format.js';

const MILLION = 1e6;

/** Tokens that a run's next call sends again, as long as prompts only grow; less what the cache gave. */
const REPEATED = (from, to) => `WITH calls AS (
  SELECT model, input_tokens, cache_read_tokens, lag(input_tokens) OVER (
    PARTITION BY session_id, trace_id, parent_span_id, model ORDER BY start_epoch_nanos) AS before
  FROM spans WHERE operation = 'llm' AND input_tokens IS NOT NULL${from ? ` AND start_time >= '${from}'` : ''}${to ? ` AND start_time < '${to}'` : ''})
SELECT model, sum(greatest(least(before, input_tokens) - coalesce(cache_read_tokens, 0), 0)) AS repeated
FROM calls WHERE before IS NOT NULL GROUP BY model`;

/**
 * @param {Object[]} models rows of /aggregates by model
 * @returns {Promise<{rows: Object[], problem: string?}>} per model: cached tokens, `saved`, repeated tokens, `possible`; dollars or null
 */
export async function caching(models, filter, signal) {
  const [repeated, problem] = await repeatedTokens(filter, signal);
  const rows = await Promise.all(models.filter((row) => row.key !== null && isKnown(row.inputTokens)).map(async (row) => {
    const prices = await pricesOf(row.key, signal);
    const cached = row.cacheReadTokens;
    const again = problem ? null : repeated.get(row.key) ?? 0;
    const less = prices && isKnown(prices.cached) ? (prices.input - prices.cached) / MILLION : null;
    return {key: row.key, input: row.inputTokens, cached, saved: isKnown(cached) && less !== null ? cached * less : null,
      repeated: again, possible: again !== null && less !== null ? again * less : null};
  }));
  return {rows: rows.filter((row) => row.cached > 0 || row.repeated > 0), problem};
}

async function repeatedTokens(filter, signal) {
  const time = (name) => (/^[0-9T:.Z+-]+$/.test(filter.get(name) ?? '') ? filter.get(name) : null);
  try {
    const {rows} = await postJson('/api/v1/sql', {sql: REPEATED(time('from'), time('to')), limit: 1000}, signal);
    return [new Map(rows.map(([model, tokens]) => [model, Number(tokens)])), null];
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    return [new Map(), e.message];
  }
}

/** Dollars for a million tokens; null where no list has the model, or the price hangs on the call's size. */
async function pricesOf(model, signal) {
  try {
    const {prices} = await getJson('/api/v1/prices/check', {model}, signal);
    const [input, cached] = [Number(prices?.input_mtok), Number(prices?.cache_read_mtok)];
    return Number.isFinite(input) && prices?.input_mtok ? {input, cached: Number.isFinite(cached) && prices?.cache_read_mtok ? cached : null} : null;
  } catch (e) {
    if (e.name === 'AbortError') {
      throw e;
    }
    return null;
  }
}
