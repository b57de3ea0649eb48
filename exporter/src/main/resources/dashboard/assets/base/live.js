/**
 * Says which sessions changed. Listens to server-sent events; where they cannot be had it asks its
 * listeners to look for themselves every few seconds. Silent while the page is hidden, because a
 * browser grants one host six connections only, shared by all its tabs.
 *
 * Events: `changed` (detail: array of session ids, null when it is not known which) and `state`.
 */

const POLL_MILLIS = 3000;
const RETRY_STREAM_MILLIS = 30000;

class LiveFeed extends EventTarget {
  /** `connecting`, `live`, `polling` or `paused`. */
  state = 'connecting';
  #source = null;
  #poll = null;
  #retry = null;

  start() {
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#close() : this.#open(true)));
    this.#open(false);
  }

  togglePause() {
    if (this.state === 'paused') {
      this.#setState('connecting');
      this.#open(true);
    } else {
      this.#close();
      this.#setState('paused');
    }
  }

  #open(missedChanges) {
    if (this.state === 'paused') {
      return;
    }
    this.#close();
    const source = new EventSource('/api/v1/live');
    this.#source = source;
    let lost = missedChanges;
    source.addEventListener('open', () => {
      this.#setState('live');
      if (lost) {
        this.#changed(null);
      }
      lost = true;
    });
    source.addEventListener('changed', (event) => this.#changed(JSON.parse(event.data).sessionIds));
    source.addEventListener('error', () => {
      this.#setState('connecting');
      if (source.readyState === EventSource.CLOSED) {
        this.#pollInstead();
      }
    });
  }

  #pollInstead() {
    this.#close();
    this.#setState('polling');
    this.#poll = setInterval(() => this.#changed(null), POLL_MILLIS);
    this.#retry = setTimeout(() => this.#open(false), RETRY_STREAM_MILLIS);
  }

  #close() {
    this.#source?.close();
    this.#source = null;
    clearInterval(this.#poll);
    clearTimeout(this.#retry);
  }

  #changed(sessionIds) {
    this.dispatchEvent(new CustomEvent('changed', {detail: sessionIds}));
  }

  #setState(state) {
    if (this.state !== state) {
      this.state = state;
      this.dispatchEvent(new CustomEvent('state', {detail: state}));
    }
  }
}

export const live = new LiveFeed();

/**
 * Runs `task` now, or after the one that runs: many calls meanwhile become one. Waits between runs
 * as long as the last one took, or `rests` times as long, so that what is large is not fetched without pause.
 */
export function coalesce(task, minPauseMillis, rests = 1) {
  let running = false;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return;
    }
    running = true;
    const started = performance.now();
    try {
      await task();
    } finally {
      const pause = Math.max(minPauseMillis, rests * (performance.now() - started));
      setTimeout(() => {
        running = false;
        if (again) {
          again = false;
          run();
        }
      }, pause);
    }
  };
}
