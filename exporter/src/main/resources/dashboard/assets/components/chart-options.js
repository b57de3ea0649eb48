/** How a chart looks to uPlot: axes, series, stacking. */

import {formatByUnit, isKnown} from '../base/format.js';
import UPlot from '../vendor/uplot/uplot.js';

const FONT = '11px system-ui, sans-serif';
const MIN_TICK_PIXELS = 30;
const CHARACTER_PIXELS = 6.2;
const DAY_SECONDS = 86400;

export function axes(data, unit, color) {
  const common = {stroke: color('--muted'), font: FONT, grid: {stroke: color('--line'), width: 1}, ticks: {show: false}};
  const named = (u, splits) => splits.map((at) => (Number.isInteger(at) ? shorten(data.categories[at] ?? '') : ''));
  return [
    {...common, values: data.categories ? named : timeTicks, size: 22, gap: 4, grid: {show: false}, space: data.categories ? 60 : 80},
    {...common, size: labelWidth, gap: 4, space: MIN_TICK_PIXELS, values: (u, splits) => splits.map((value) => formatByUnit(value, unit))},
  ];
}

/** As wide as its longest label. */
function labelWidth(u, labels) {
  return Math.max(24, ...(labels ?? []).map((label) => label.length * CHARACTER_PIXELS + 10));
}

/** One line: times of day, or days where the ticks are days apart. */
function timeTicks(u, splits) {
  const apart = splits.length > 1 ? splits[1] - splits[0] : 0;
  const form = apart >= DAY_SECONDS ? {day: 'numeric', month: 'short'} : {hour: '2-digit', minute: '2-digit', second: apart < 60 ? '2-digit' : undefined};
  return splits.map((at, i) => {
    const date = new Date(at * 1000);
    const newDay = apart < DAY_SECONDS && i > 0 && date.toDateString() !== new Date(splits[i - 1] * 1000).toDateString();
    return date.toLocaleString('en-GB', newDay ? {day: 'numeric', month: 'short'} : form);
  });
}

const shorten = (text) => (text.length > 14 ? `${text.slice(0, 13)}…` : text);

export function seriesOptions(series, data, color) {
  const stroke = color(series.color);
  const faded = stroke.replace(/^rgb\((.+)\)$/, 'rgba($1, 0.16)');
  switch (data.kind) {
    case 'bars':
    case 'stacked':
      return {label: series.name, stroke, fill: stroke, width: 0, points: {show: false}, paths: UPlot.paths.bars({size: [0.72, 48], radius: 0.12})};
    case 'area':
      return {label: series.name, stroke, fill: faded, width: 1.5, points: {show: isLonely(series)}, spanGaps: false};
    default:
      return {label: series.name, stroke, width: 1.5, points: {show: isLonely(series)}, spanGaps: false};
  }
}

/** A value without neighbours has no line, so it needs a point. */
function isLonely(series) {
  const {values} = series;
  return values.some((value, i) => isKnown(value) && !isKnown(values[i - 1]) && !isKnown(values[i + 1]));
}

/** Each series on top of those before it; unknown adds nothing. */
export function stack(series) {
  const sums = series[0].values.map(() => 0);
  return series.map((each) => each.values.map((value, i) => (sums[i] += value ?? 0)));
}
