/** The time that a filter covers and a fitting interval, for charts over time. */

import {fetchSessions} from '../base/api.js';

/** The API's intervals and their length. */
const INTERVALS = [['minute', 60e3], ['5m', 300e3], ['15m', 900e3], ['hour', 3600e3], ['day', 86400e3], ['week', 7 * 86400e3]];

/**
 * `{from, to, interval}` for /aggregates: ISO times and the finest interval that gives at most `most`
 * bars; null when no session fits. Without `from` or `to` in the filter they are the first and last
 * start of its sessions.
 *
 * @param {URLSearchParams} filter as of `toApiParams`
 */
export async function timeRange(filter, signal, most = 60) {
  const edge = async (sort) => {
    const params = new URLSearchParams(filter);
    params.set('sort', sort);
    params.set('limit', '1');
    return (await fetchSessions(params, signal)).sessions[0] ?? null;
  };
  const [first, last] = await Promise.all([filter.has('from') ? null : edge('startTime'), filter.has('to') ? null : edge('-endTime')]);
  const from = filter.get('from') ?? first?.startTime;
  const to = filter.get('to') ?? (filter.has('from') && !last ? null : after(last?.endTime ?? last?.startTime));
  if (!from || !to) {
    return null;
  }
  const length = Date.parse(to) - Date.parse(from);
  const [interval] = INTERVALS.find(([, millis]) => length / millis <= most) ?? INTERVALS[INTERVALS.length - 1];
  return {from, to, interval};
}

/** `to` is exclusive. */
function after(iso) {
  return iso ? new Date(Date.parse(iso) + 1).toISOString() : null;
}

/** The series of a row of /aggregates as arrays: `columns(row.series, {cost: (each) => each.costUsd})` -> {x, cost}. */
export function columns(series, picks) {
  return {x: series.map((each) => Date.parse(each.startTime)),
    ...Object.fromEntries(Object.entries(picks).map(([name, pick]) => [name, series.map(pick)]))};
}
