/** The address bar holds the whole view: reads it, changes it, and tells who listens. */

export const place = new EventTarget();

/** `{view: 'sessions'}` or `{view: 'session', sessionId}`, and the parameters. */
export function currentPlace() {
  const params = new URLSearchParams(location.search);
  const match = location.pathname.match(/^\/sessions\/(.+)$/);
  return match ? {view: 'session', sessionId: decode(match[1]), params} : {view: 'sessions', params};
}

export function sessionHref(sessionId) {
  return `/sessions/${encodeURIComponent(sessionId)}`;
}

/** A new entry in the history. */
export function go(href) {
  history.pushState(null, '', href);
  place.dispatchEvent(new Event('moved'));
}

/**
 * Changes some parameters of this view; null or empty removes one, an array repeats it.
 *
 * @param {{push?: boolean}} options whether Back shall undo it
 */
export function setParams(changes, {push = false} = {}) {
  const params = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    params.delete(name);
    for (const each of [value].flat()) {
      if (each !== null && each !== undefined && each !== '') {
        params.append(name, each);
      }
    }
  }
  const query = params.toString();
  const href = location.pathname + (query ? `?${query}` : '');
  if (href !== location.pathname + location.search) {
    history[push ? 'pushState' : 'replaceState'](null, '', href);
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
