/** Commands of one key, or of two after each other as in `g s`; off while someone types or a dialog is open. */

const SECOND_KEY_MILLIS = 1200;
const commands = new Map();
let first = null;
let waiting;

/**
 * @param {string} key as in KeyboardEvent.key, or two with a space between
 * @param {() => void} run
 * @param {AbortSignal} signal ends it
 */
export function onKey(key, run, signal) {
  commands.set(key, run);
  signal?.addEventListener('abort', () => {
    if (commands.get(key) === run) {
      commands.delete(key);
    }
  });
}

export function listenForKeys() {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.key === 'Shift' || isTyping(event.target)
      || document.querySelector('dialog[open]')) {
      return;
    }
    const before = first;
    first = null;
    clearTimeout(waiting);
    const run = commands.get(before === null ? event.key : `${before} ${event.key}`);
    if (run) {
      event.preventDefault();
      run();
    } else if (before === null && [...commands.keys()].some((key) => key.startsWith(`${event.key} `))) {
      first = event.key;
      waiting = setTimeout(() => (first = null), SECOND_KEY_MILLIS);
    }
  });
}

function isTyping(target) {
  return target.closest?.('input, textarea, select, [contenteditable]') !== null;
}
