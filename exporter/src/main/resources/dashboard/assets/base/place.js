/** The address bar holds the whole view: reads it, changes it, and tells who listens. */

export const place = new EventTarget();

/** The path, the parameters, and in `/sessions/{id}` the session's id, else null. `routes.js` says which view that is. */
export function currentPlace() {
  const match = location.pathname.match(/^\/sessions\/(.+)$/);
  return {path: location.pathname, sessionId: match ? decode(match[1]) : null, params: new URLSearchParams(location.search)};
}

export function sessionHref(sessionId) {
  return `/sessions/${encodeURIComponent(addressable(sessionId))}`;
}

/** No address can carry control characters: the API reads them as a backslash, u and four digits (docs/api.md). */
export function addressable(value) {
  return typeof value !== 'string' ? value : value.replace(/[\u0000-\u001F\u007F]/g, (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** `href('/tools', {tool: 'search', time: null})` -> `/tools?tool=search`; null and empty are left out, arrays repeat. */
export function href(path, values) {
  const query = withValues(new URLSearchParams(), values).toString();
  return path + (query ? `?${query}` : '');
}

function withValues(params, changes) {
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const each of [value].flat()) {
      if (each !== null && each !== undefined && each !== '') {
        params.append(name, addressable(each));
      }
    }
  }
  return params;
}

/** A new entry in the history. */
export function go(address) {
  history.pushState(null, '', address);
  place.dispatchEvent(new Event('moved'));
}

/**
 * Changes some parameters of this view; null or empty removes one, an array repeats it.
 *
 * @param {{push?: boolean}} options whether Back shall undo it
 */
export function setParams(changes, {push = false} = {}) {
  const query = withValues(new URLSearchParams(location.search), changes).toString();
  const next = location.pathname + (query ? `?${query}` : '');
  if (next !== location.pathname + location.search) {
    history[push ? 'pushState' : 'replaceState'](null, '', next);
    place.dispatchEvent(new Event('moved'));
  }
}

/** Lets plain links move inside the page; a modifier key still opens a tab. */
export function followLinks() {
  document.addEventListener('click', (event) => {
    const link = event.target.closest?.('a[href^="/"]');
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (link && plain && !event.defaultPrevented && !link.hasAttribute('download')) {
      event.preventDefault();
      go(link.getAttribute('href'));
    }
  });
  window.addEventListener('popstate', () => place.dispatchEvent(new Event('moved')));
}

function decode(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
