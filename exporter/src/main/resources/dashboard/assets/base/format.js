/** Numbers as people read them, always with their unit; unknown is `UNKNOWN`, never 0. */

export const UNKNOWN = '—';

const count = new Intl.NumberFormat('en-US');

/** 1234567 -> "1,234,567". */
export function formatCount(value) {
  return isKnown(value) ? count.format(value) : UNKNOWN;
}

/** 1180 -> "1,180", 152300 -> "152.3k", 4210000 -> "4.21M". */
export function formatCompact(value) {
  if (!isKnown(value)) {
    return UNKNOWN;
  }
  if (value < 100000) {
    return count.format(value);
  }
  return value < 1e6 ? `${trim(value / 1e3, 1)}k` : `${trim(value / 1e6, 2)}M`;
}

/** Milliseconds -> "0.32 ms", "905 ms", "3.88 s", "2 m 05 s", "1 h 04 m", "3 d 02 h". */
export function formatDuration(millis) {
  if (!isKnown(millis)) {
    return UNKNOWN;
  }
  if (millis === 0) {
    return '0 ms';
  }
  if (millis < 0.001) {
    return `${trim(millis * 1e6, 0)} ns`;
  }
  if (millis < 1) {
    return `${trim(millis, millis < 0.1 ? 3 : 2)} ms`;
  }
  if (millis < 999.5) {
    return `${trim(millis, millis < 10 ? 1 : 0)} ms`;
  }
  const seconds = millis / 1000;
  if (seconds < 59.995) {
    return `${trim(seconds, seconds < 9.995 ? 2 : 1)} s`;
  }
  return formatLong(Math.round(seconds));
}

function formatLong(seconds) {
  const two = (value) => String(Math.floor(value)).padStart(2, '0');
  if (seconds < 3600) {
    return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  }
  return seconds < 86400
    ? `${Math.floor(seconds / 3600)} h ${two((seconds % 3600) / 60)} m`
    : `${Math.floor(seconds / 86400)} d ${two((seconds % 86400) / 3600)} h`;
}

/** A decimal string of US dollars -> "$0.0012", "$0.184", "$12.40"; two significant digits below a cent. */
export function formatCost(usd) {
  if (usd === null || usd === undefined) {
    return UNKNOWN;
  }
  const value = Number(usd);
  if (value === 0) {
    return '$0';
  }
  if (value >= 1) {
    return `$${value.toLocaleString('en-US', {minimumFractionDigits: 2, maximumFractionDigits: 2})}`;
  }
  const digits = Math.min(12, Math.max(3, 1 - Math.floor(Math.log10(value))));
  return `$${value.toFixed(digits)}`;
}

/** How a cost came about, for the title of the number. */
export function explainCost(totals) {
  const calls = totals.unpricedCalls;
  const missing = calls > 0 ? `${plural(calls, 'model call')} without a known price` : null;
  if (totals.costUsd === null || totals.costUsd === undefined) {
    return missing ? `Unknown: ${missing}` : 'No priced model call';
  }
  return missing ? `${totals.costUsd} US dollars; not included: ${missing}` : `${totals.costUsd} US dollars`;
}

/** Input and output tokens together; null when neither is known. */
export function totalTokens(totals) {
  const {inputTokens, outputTokens} = totals;
  return isKnown(inputTokens) || isKnown(outputTokens) ? (inputTokens ?? 0) + (outputTokens ?? 0) : null;
}

/** Every kind of token in words, for the title of the number. */
export function explainTokens(totals) {
  const kinds = [
    ['input', totals.inputTokens],
    ['of it read from cache', totals.cacheReadTokens],
    ['of it written to cache', totals.cacheWriteTokens],
    ['output', totals.outputTokens],
    ['of it reasoning', totals.reasoningTokens],
  ];
  const known = kinds.filter(([, value]) => isKnown(value));
  return known.length === 0
    ? 'Unknown: no usage was reported'
    : known.map(([kind, value]) => `${formatCount(value)} ${kind}`).join(', ') + estimatedPart(totals);
}

function estimatedPart(totals) {
  return totals.estimatedCalls > 0 ? `; counted from the text of ${plural(totals.estimatedCalls, 'call')} that nobody reported usage of` : '';
}

/** Time of day, with the date when it is not today's; the viewer's time zone. */
export function formatTime(iso) {
  if (!iso) {
    return UNKNOWN;
  }
  const date = new Date(iso);
  const time = date.toLocaleTimeString('en-GB', {hour: '2-digit', minute: '2-digit', second: '2-digit'});
  if (date.toDateString() === new Date().toDateString()) {
    return time;
  }
  const sameYear = date.getFullYear() === new Date().getFullYear();
  const day = date.toLocaleDateString('en-GB', {day: 'numeric', month: 'short', year: sameYear ? undefined : 'numeric'});
  return `${day}, ${time}`;
}

/** Milliseconds from one ISO time to another, keeping the nanoseconds that Date would drop. */
export function millisBetween(from, to) {
  return (wholeSecond(to) - wholeSecond(from)) + (fraction(to) - fraction(from));
}

const wholeSecond = (iso) => Date.parse(`${iso.slice(0, 19)}Z`);
const fraction = (iso) => Number(`0${iso.slice(19, -1) || '.0'}`) * 1000;

/** (2, "span") -> "2 spans". */
export function plural(value, noun) {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

export function isKnown(value) {
  return value !== null && value !== undefined;
}

function trim(value, digits) {
  return value.toLocaleString('en-US', {maximumFractionDigits: digits, useGrouping: false});
}

/** A number with its unit: `count`, `ms`, `usd`, `tokens`, `share` (0 to 1), `perSecond`. */
export function formatByUnit(value, unit) {
  switch (unit) {
    case 'ms': return formatDuration(value);
    case 'usd': return formatCost(value);
    case 'share': return formatShare(value);
    case 'perSecond': return isKnown(value) ? `${trim(value, value < 10 ? 1 : 0)}/s` : UNKNOWN;
    default: return isKnown(value) && value < 100000 ? trim(value, 1) : formatCompact(value);
  }
}

/** 0.0123 -> "1.2%", 0.5 -> "50%"; never "0%" for what is more than nothing. */
export function formatShare(value) {
  if (!isKnown(value)) {
    return UNKNOWN;
  }
  const percent = value * 100;
  return percent > 0 && percent < 0.1 ? '<0.1%' : `${trim(percent, Math.abs(percent) < 10 ? 1 : 0)}%`;
}
