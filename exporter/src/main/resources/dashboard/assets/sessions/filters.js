/** What the address bar says of filters, and what the API wants to hear. */

export const TIME_SPANS = [
  ['', 'All time'], ['15m', 'Last 15 minutes'], ['1h', 'Last hour'], ['6h', 'Last 6 hours'], ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'], ['30d', 'Last 30 days'], ['custom', 'Between…'],
];

/** Fields that a person picks by name; `property` may be given several times. */
export const FIELDS = [
  ['property', 'Property', 'key=value'], ['user', 'User', 'exact user id'], ['name', 'Session name', 'exact name'],
];

const PASSED_ON = ['q', 'status', 'user', 'name', 'property', 'sort'];
const MILLIS = {m: 60e3, h: 3600e3, d: 86400e3};

export function hasFilters(params) {
  return ['q', 'status', 'user', 'name', 'property', 'time', 'from', 'to'].some((name) => params.has(name));
}

/** @param {Date} now what relative times count back from */
export function toApiParams(params, now) {
  const result = new URLSearchParams();
  for (const name of PASSED_ON) {
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
