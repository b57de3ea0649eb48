/** The places of two sets of sessions, with what shifted. */

import {breakable, h} from '../base/dom.js';
import {formatShare, isKnown} from '../base/format.js';
import {currentPlace, href} from '../base/place.js';
import {unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {filterValues} from '../sessions/filters.js';
import {signed, sure} from './marks.js';
import {both, ofSet} from './sets.js';

const PRESENCE = {gained: 'Only B went there', lost: 'Only A went there'};

export function changesTable() {
  return new DataTable({
    label: 'Places that changed', key: (change) => change.path, rowClass: (change) => (change.significant ? 'significant' : ''),
    href: (change) => href('/decisions', {...filterValues(currentPlace().params), at: change.path}),
    columns: [
      {title: 'Place', className: 'wide', sort: 'path', textual: true, value: (change) => change.path, cell: (change) => h('span', {title: change.path}, breakable(change.path)),
        beside: (change) => (PRESENCE[change.presence] ? h('span', {class: `badge ${change.presence}`, title: PRESENCE[change.presence]}, change.presence) : null)},
      {title: 'Sessions A → B', className: 'num', sort: 'share', hint: 'Share of sessions that went there', value: (change) => Math.abs(delta(change, 'share')),
        cell: (change) => sure(change.tests.share, shares(change, 'share', '0%'))},
      {title: 'Cost change', className: 'num', sort: 'cost', hint: 'US dollars a session, right there', value: (change) => Math.abs(Number(change.costChange?.changeUsd ?? 0)),
        cell: (change) => (change.costChange ? spent(change, change.costChange.changeUsd) : unknown('A set is empty'))},
      {title: 'More visits', className: 'num', hint: 'The part of the cost change that comes of more visits', cell: (change) => (change.costChange ? spent(change, change.costChange.moreVisitsUsd) : unknown('A set is empty'))},
      {title: 'Dearer visits', className: 'num', hint: 'The part that comes of dearer ones', cell: (change) => (change.costChange ? spent(change, change.costChange.dearerVisitsUsd) : unknown('A set is empty'))},
      {title: 'Costs more in B', className: 'num', hint: 'How likely a session of B spends more there and below than one of A, of those that went there',
        cell: (change) => (isKnown(change.tests.cost.greater) ? sure(change.tests.cost, formatShare(change.tests.cost.greater)) : unknown('Fewer than 8 priced sessions in a set'))},
      {title: 'Failed A → B', className: 'num', hint: 'Share of the sessions there in which a visit failed', cell: (change) => sure(change.tests.errors, shares(change, 'failedSessionRate', '—', {sort: '-errors'}))},
      {title: 'Success A → B', className: 'num', hint: 'Share of the sessions there that did not end in error', cell: (change) => sure(change.tests.success, shares(change, 'successRate'))},
    ],
  });
}

function delta({a, b}, field) {
  return (b?.[field] ?? 0) - (a?.[field] ?? 0);
}

/** Each share leads to the sessions of its set that went there. */
function shares({path, a, b}, field, missing = '—', more = {}) {
  return both(a ? formatShare(a[field]) : null, b ? formatShare(b[field]) : null, {path, ...more}, missing);
}

/** Leads to the place in the decision tree of the set that spends more. */
function spent({path}, usd) {
  return Number(usd) === 0 ? signed(usd)
    : h('a', {class: 'figure', href: ofSet(Number(usd) < 0 ? 'a' : 'b', '/decisions', {at: path}), title: 'The place in the decision tree of the set that spends more'}, signed(usd));
}
