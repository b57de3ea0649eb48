/** The places of two sets of sessions, with what shifted. */

import {h} from '../base/dom.js';
import {formatShare, isKnown} from '../base/format.js';
import {currentPlace, href} from '../base/place.js';
import {unknown} from '../components/cells.js';
import {DataTable} from '../components/data-table.js';
import {filterValues} from '../sessions/filters.js';
import {signed, sure} from './marks.js';

const PRESENCE = {gained: 'Only B went there', lost: 'Only A went there'};

export function changesTable() {
  return new DataTable({
    label: 'Places that changed', key: (change) => change.path, rowClass: (change) => (change.significant ? 'significant' : ''),
    href: (change) => href('/decisions', {...filterValues(currentPlace().params), at: change.path}),
    columns: [
      {title: 'Place', className: 'wide', sort: 'path', textual: true, value: (change) => change.path, cell: (change) => h('span', {title: change.path}, change.path),
        beside: (change) => (PRESENCE[change.presence] ? h('span', {class: `badge ${change.presence}`, title: PRESENCE[change.presence]}, change.presence) : null)},
      {title: 'Sessions A → B', className: 'num', sort: 'share', hint: 'Share of sessions that went there', value: (change) => Math.abs(delta(change, 'share')),
        cell: (change) => sure(change.tests.share, both(change, 'share'))},
      {title: 'Cost change', className: 'num', sort: 'cost', hint: 'US dollars a session, right there', value: (change) => Math.abs(Number(change.costChange?.changeUsd ?? 0)),
        cell: (change) => (change.costChange ? signed(change.costChange.changeUsd) : unknown('A set is empty'))},
      {title: 'More visits', className: 'num', hint: 'The part of the cost change that comes of more visits', cell: (change) => (change.costChange ? signed(change.costChange.moreVisitsUsd) : unknown('A set is empty'))},
      {title: 'Dearer visits', className: 'num', hint: 'The part that comes of dearer ones', cell: (change) => (change.costChange ? signed(change.costChange.dearerVisitsUsd) : unknown('A set is empty'))},
      {title: 'Costs more in B', className: 'num', hint: 'How likely a session of B spends more there and below than one of A, of those that went there',
        cell: (change) => (isKnown(change.tests.cost.greater) ? sure(change.tests.cost, formatShare(change.tests.cost.greater)) : unknown('Fewer than 8 priced sessions in a set'))},
      {title: 'Failed A → B', className: 'num', hint: 'Share of the sessions there in which a visit failed', cell: (change) => sure(change.tests.errors, both(change, 'failedSessionRate'))},
      {title: 'Success A → B', className: 'num', hint: 'Share of the sessions there that did not end in error', cell: (change) => sure(change.tests.success, both(change, 'successRate'))},
    ],
  });
}

function delta({a, b}, field) {
  return (b?.[field] ?? 0) - (a?.[field] ?? 0);
}

function both({a, b}, field) {
  const missing = field === 'share' ? '0%' : '—';
  return `${a ? formatShare(a[field]) : missing} → ${b ? formatShare(b[field]) : missing}`;
}
