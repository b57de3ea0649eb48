/** What of a result can be drawn: numbers by the first column that is a time or a text. */

const MOST_CATEGORIES = 12;
const MOST_SERIES = 5;
const NUMBER = /INT|DECIMAL|DOUBLE|FLOAT/;

/** Data for `chart.show`, or null when there is nothing to draw. */
export function chartOf(columns, rows) {
  const numbers = columns.map(({type}, i) => (NUMBER.test(type) && !/\[\]|MAP|STRUCT/.test(type) ? i : -1)).filter((i) => i >= 0).slice(0, MOST_SERIES);
  const time = columns.findIndex(({type}) => /TIMESTAMP|DATE/.test(type));
  const text = columns.findIndex(({type}) => type === 'VARCHAR');
  if (numbers.length === 0 || rows.length < 2 || (time < 0 && text < 0)) {
    return null;
  }
  const series = (sorted) => numbers.map((i) => ({name: columns[i].name, values: sorted.map((row) => (row[i] === null ? null : Number(row[i])))}));
  if (time >= 0) {
    const dated = rows.map((row) => ({row, at: Date.parse(utc(row[time]))})).filter(({at}) => !Number.isNaN(at)).sort((a, b) => a.at - b.at);
    const distinct = new Set(dated.map(({at}) => at)).size === dated.length;
    return dated.length < 2 || !distinct ? null : {x: dated.map(({at}) => at), series: series(dated.map(({row}) => row))};
  }
  return rows.length > MOST_CATEGORIES ? null : {categories: rows.map((row) => String(row[text] ?? '—')), kind: 'bars', series: series(rows).slice(0, 1)};
}

/** "2026-11-23 06:00:00" is UTC. */
function utc(value) {
  const text = String(value ?? '');
  return /Z|[+-]\d\d:?\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}${text.includes(':') ? 'Z' : ''}`;
}
