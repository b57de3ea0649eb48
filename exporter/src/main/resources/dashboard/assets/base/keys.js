/** Single-key commands, off while someone types or a dialog is open. */

const commands = new Map();

/** @param {string} key as in KeyboardEvent.key; @param {() => void} run; @param {AbortSignal} signal ends it */
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
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
      return;
    }
    const run = document.querySelector('dialog[open]') ? null : commands.get(event.key);
    if (run) {
      event.preventDefault();
      run();
    }
  });
}

function isTyping(target) {
  return target.closest?.('input, textarea, select, [contenteditable]') !== null;
}
