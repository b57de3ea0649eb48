/** Pairs of sets worth comparing, from what the sessions at hand differ in. */

import {fetchSessions} from '../base/api.js';

const MOST_VALUES = 8;

/** @returns {Promise<{text: string, a: string, b: string}[]>} `a` and `b` as query strings */
export async function suggestions(filter, signal) {
  const {sessions} = await fetchSessions(new URLSearchParams([...filter, ['limit', '200']]), signal);
  const found = [];
  const properties = new Map();
  const models = new Map();
  for (const session of sessions) {
    for (const [key, values] of Object.entries(session.properties)) {
      values.forEach((value) => count(properties, key, value));
    }
    session.models.forEach((model) => count(models, 'model', model));
  }
  for (const [key, values] of properties) {
    pair(values, (value) => new URLSearchParams({property: `${key}=${value}`}), key, found);
  }
  pair(models.get('model') ?? new Map(), (value) => new URLSearchParams({model: value}), 'model', found);
  return found.slice(0, 6);
}

function count(map, key, value) {
  const values = map.get(key) ?? new Map();
  values.set(value, (values.get(value) ?? 0) + 1);
  map.set(key, values);
}

/** The two most frequent values; a property of many values, such as an id, tells no sets apart. */
function pair(values, query, name, found) {
  if (values.size < 2 || values.size > MOST_VALUES) {
    return;
  }
  const [one, other] = [...values].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([value]) => value).sort();
  found.push({text: `${name}: ${one} and ${other}`, a: String(query(one)), b: String(query(other))});
}
