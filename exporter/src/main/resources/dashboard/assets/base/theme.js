/** Light, dark or as the system says; remembered in this browser. */

const KEY = 'treeline.theme';
const CHOICES = ['auto', 'light', 'dark'];

export function theme() {
  const stored = read();
  return CHOICES.includes(stored) ? stored : 'auto';
}

export function applyTheme() {
  const chosen = theme();
  document.documentElement.dataset.theme = chosen;
}

/** The next of auto, light, dark. */
export function nextTheme() {
  const next = CHOICES[(CHOICES.indexOf(theme()) + 1) % CHOICES.length];
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
  document.documentElement.dataset.theme = next;
  return next;
}

function read() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return document.documentElement.dataset.theme;
  }
}
