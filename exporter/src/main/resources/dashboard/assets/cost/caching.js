/** What caching of prompts saved, and what it could have saved at most. */

import {getJson, postJson} from '../base/api.js';
import {isKnown} from '../base/format.js';

const MILLION = 1e6;

const text = (value) => `'${value.replaceAll("'", "''")}'`;
const number = (value) => (/^[0-9]+([.][0-9]+)?$/.test(value) ? value : 'NULL');
const someSpan = (column) => (value) => `session_id IN (SELECT session_id FROM spans WHERE ${column} = ${text(value)})`;
const session = (condition) => (value) => `session_id IN (SELECT session_id FROM sessions WHERE ${condition(value)})`;

/** Each filter of the address as a condition on calls; one that is missing here cannot be asked. */
const CONDITIONS = {
  from: (value) => `start_time >= ${text(value)}`,
  to: (value) => `start_time < ${text(value)}`,
  model: (value) => `model = ${text(value)}`,
  provider: (value) => `provider = ${text(value)}`,
  service: (value) => `service = ${text(value)}`,
  name: session((value) => `name = ${text(value)}`),
  status: session((value) => `status = ${text(value)}`),
  user: session((value) => `list_contains(users, ${text(value)})`),
  q: session((value) => `contains(lower(session_id), lower(${text(value)})) OR contains(lower(name), lower(${text(value)}))`),
  property: session((value) => `list_contains(map_extract_value(properties, ${text(value.slice(0, value.indexOf('=')))}), ${text(value.slice(value.indexOf('=') + 1))})`),
  minErrors: session((value) => `errors >= ${number(value)}`),
  maxErrors: session((value) => `errors <= ${number(value)}`),
  minCost: session((value) => `cost_usd >= ${number(value)}`),
  maxCost: session((value) => `cost_usd <= ${number(value)}`),
  minDurationMillis: session((value) => `duration_ms >= ${number(value)}`),
  maxDurationMillis: session((value) => `duration_ms <= ${number(value)}`),
  tool: someSpan('tool_name'),
  agent: someSpan('agent_name'),
  operation: someSpan('operation'),
  path: (value) => `session_id IN (SELECT session_id FROM paths WHERE path = ${text(value)} OR starts_with(path, ${text(`${value}/`)}))`,
};

/** Tokens that a run's next call sends again, as long as prompts only grow; less what the cache gave. */
const repeatedBy = (conditions) => `WITH calls AS (
  SELECT model, input_tokens, cache_read_tokens, lag(input_tokens) OVER (
    PARTITION BY session_id, trace_id, parent_span_id, model ORDER BY start_epoch_nanos) AS before
  FROM spans WHERE operation = 'llm' AND owns_usage AND input_tokens IS NOT NULL${conditions.map((each) => ` AND (${each})`).join('')})
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
  const unknown = [...filter.keys()].find((name) => !Object.hasOwn(CONDITIONS, name));
  if (unknown) {
    return [new Map(), `it cannot be asked with the filter “${unknown}”`];
  }
  try {
    const conditions = [...filter].map(([name, value]) => CONDITIONS[name](value));
    const {rows} = await postJson('/api/v1/sql', {sql: repeatedBy(conditions), limit: 1000}, signal);
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
