/**
 * Every view of the page, one line each, in the order of the navigation. A view is a folder with one
 * custom element; `components/view.js` is what most of them extend. To add one:
 *
 * 1. Its line below: `key` as in `g s`, `icon` of `base/icons.js`, `tag` of the element that `load` defines.
 *    The module is loaded when someone first goes there; the entry appears and `g t` leads to it.
 *    The server answers every path outside of `/api` and `/assets` with this page.
 * 2. The element has `update()`: called each time it is shown and each time the address changed.
 *    It is made once and kept, so that Back finds it as it was.
 * 3. Its styles: `styles/tools.css` and one line in `index.html`.
 *
 * `alone: true` keeps the filters of the address from going along to and from this view.
 */
export const ROUTES = [
  {path: '/', name: 'Sessions', key: 's', icon: 'sessions', tag: 'tl-sessions-view', load: () => import('./sessions/sessions-view.js')},
  {path: '/names', name: 'Names', key: 'n', icon: 'names', tag: 'tl-names-view', load: () => import('./names/names-view.js')},
  {path: '/decisions', name: 'Decisions', key: 'd', icon: 'decisions', tag: 'tl-decisions-view', load: () => import('./decisions/decisions-view.js')},
  {path: '/compare', name: 'Compare', key: 'v', icon: 'compare', tag: 'tl-cohorts-view', load: () => import('./compare/cohorts-view.js')},
  {path: '/problems', name: 'Problems', key: 'p', icon: 'problems', tag: 'tl-problems-view', load: () => import('./problems/problems-view.js')},
  {path: '/tools', name: 'Tools', key: 't', icon: 'tool', tag: 'tl-tools-view', load: () => import('./tools/tools-view.js')},
  {path: '/models', name: 'Models', key: 'm', icon: 'llm', tag: 'tl-models-view', load: () => import('./models/models-view.js')},
  {path: '/agents', name: 'Agents', key: 'a', icon: 'agent', tag: 'tl-agents-view', load: () => import('./agents/agents-view.js')},
  {path: '/cost', name: 'Cost', key: 'c', icon: 'cost', tag: 'tl-cost-view', load: () => import('./cost/cost-view.js')},
  {path: '/sql', name: 'SQL', key: 'q', icon: 'sql', tag: 'tl-sql-view', load: () => import('./sql/sql-view.js'), alone: true},
];

/** Two sessions, inside `Compare`. */
const PAIR = {path: '/compare', name: 'Two sessions', tag: 'tl-pair-view', load: () => import('./compare/pair-view.js'), alone: true};

/** One session, inside `Sessions`. */
const SESSION = {path: '/', name: 'Session', tag: 'tl-session-view', load: () => import('./session/session-view.js'), alone: true};

/** The route of a path; `/` where nothing else fits. */
export function routeOf(pathname) {
  if (/^\/sessions\/.+/.test(pathname)) {
    return SESSION;
  }
  if (pathname === '/compare/sessions') {
    return PAIR;
  }
  return ROUTES.find((route) => route.path === pathname.replace(/(.)\/$/, '$1')) ?? ROUTES[0];
}
