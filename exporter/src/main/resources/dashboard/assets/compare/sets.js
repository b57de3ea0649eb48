/** Where the numbers of the sets A and B lead to: the sessions that were counted. */

import {h} from '../base/dom.js';
import {currentPlace, href} from '../base/place.js';
import {filterValues} from '../sessions/filters.js';

/** A place with the filters of a set: what both have in common gives way to the set's own. */
export function ofSet(name, path, more = {}) {
  const {params} = currentPlace();
  const own = new URLSearchParams(params.get(name) ?? '');
  return href(path, {...filterValues(params), ...Object.fromEntries([...own.keys()].map((key) => [key, own.getAll(key)])), ...more});
}

/** "82% → 97%", each leading to the sessions of its set; one that is null is `missing` and leads nowhere. */
export function both(a, b, more = {}, missing = '—') {
  const side = (name, text) => (text === null ? missing : h('a', {class: 'figure', href: ofSet(name, '/', more), title: `Sessions of ${name.toUpperCase()}`}, text));
  return [side('a', a), ' → ', side('b', b)];
}
