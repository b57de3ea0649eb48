import {h} from '../base/dom.js';

const KEY = 'treeline.inspector.width';
const SMALLEST = 300;
const STEP = 24;

/** A bar that sets the width of the element at its right, by pointer or arrow keys; remembered. */
export function splitter(label, element) {
  const bar = h('div', {class: 'splitter', role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-label': label,
    'aria-valuemin': SMALLEST, 'aria-valuenow': SMALLEST, 'aria-valuemax': 2000, title: 'Drag, or use the arrow keys'});
  const set = (width) => {
    const chosen = Math.round(Math.max(SMALLEST, Math.min(width, innerWidth - 280)));
    element.style.width = `${chosen}px`;
    bar.setAttribute('aria-valuenow', String(chosen));
    remember(chosen);
  };
  bar.addEventListener('pointerdown', (event) => bar.setPointerCapture(event.pointerId));
  bar.addEventListener('pointermove', (event) => {
    if (bar.hasPointerCapture(event.pointerId)) {
      set(element.getBoundingClientRect().right - event.clientX);
    }
  });
  bar.addEventListener('keydown', (event) => {
    const step = {ArrowLeft: STEP, ArrowRight: -STEP}[event.key];
    if (step && !event.shiftKey) {
      event.preventDefault();
      set(element.offsetWidth + step);
    }
  });
  new ResizeObserver(() => bar.setAttribute('aria-valuenow', String(Math.max(SMALLEST, element.offsetWidth)))).observe(element);
  const stored = recall();
  if (stored) {
    set(stored);
  }
  return bar;
}

function remember(width) {
  try {
    localStorage.setItem(KEY, String(width));
  } catch {
    // Storage may be forbidden; the width then lasts for this page.
  }
}

function recall() {
  try {
    return Number(localStorage.getItem(KEY)) || null;
  } catch {
    return null;
  }
}
