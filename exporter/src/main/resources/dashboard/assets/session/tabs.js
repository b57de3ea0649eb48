/**
 * The ways to see a session, one line each. A panel has `element`, `show({data, params, selected})`
 * called after each change, `controls({data, params})` (nodes at the right of the tabs) and `focus()`;
 * all but `element` and `show` may be missing. `on`: `pick(node)`, `pickSpan(key)`, `enter()` (to the inspector),
 * `setParams(changes)`, `redraw()`.
 */

import {ConversationPanel} from './conversation-panel.js';
import {DecisionsPanel} from './decisions-panel.js';
import {GraphPanel} from './graph-panel.js';
import {TimelinePanel} from './timeline-panel.js';
import {TreePanel} from './tree-panel.js';

export const TABS = [
  {name: 'span', title: 'Span tree', panel: (on) => new TreePanel('span', on)},
  {name: 'path', title: 'Path tree', panel: (on) => new TreePanel('path', on)},
  {name: 'timeline', title: 'Timeline', panel: (on) => new TimelinePanel(on)},
  {name: 'conversation', title: 'Conversation', panel: (on) => new ConversationPanel(on)},
  {name: 'graph', title: 'Graph', panel: (on) => new GraphPanel(on)},
  {name: 'decisions', title: 'Decisions', panel: (on) => new DecisionsPanel(on)},
];
