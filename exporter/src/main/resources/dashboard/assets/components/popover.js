/** A button with a panel under it: opens by click, closes by Escape, by a click elsewhere, or when told to. */

import {h} from '../base/dom.js';

const EDGE_PIXELS = 12;

/**
 * @param {{id: string, label: string, name: string, mark?: Node, title?: string, className?: string, content: Node|Node[], end?: boolean, opened?: () => void, focus: () => void}} options
 *     `end`: aligned with the button's right edge; `opened` is called before it is shown, `focus` after
 * @returns {Node} with `open(shown)`, and `isOpen`
 */
export function popover({id, label, name, mark = null, title = null, className = '', content, end = false, opened = () => {}, focus}) {
  const panel = h('div', {class: `popover ${className}`, id, role: 'dialog', 'aria-label': label, hidden: true}, content);
  const button = h('button', {class: 'button', 'aria-expanded': 'false', 'aria-controls': id, title, onclick: () => open(panel.hidden)}, mark, name);
  const element = h('span', {class: `popover-anchor ${end ? 'end' : ''}`}, button, panel);

  function open(shown) {
    panel.hidden = !shown;
    button.setAttribute('aria-expanded', String(shown));
    if (shown) {
      opened();
      focus();
      if (!end) {
        panel.style.left = '';
        panel.style.left = `${Math.min(0, innerWidth - EDGE_PIXELS - panel.getBoundingClientRect().right)}px`;
      }
    }
  }

  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      open(false);
      button.focus();
    }
  });
  document.addEventListener('click', (event) => !panel.hidden && event.target.isConnected && !element.contains(event.target) && open(false));
  return Object.assign(element, {open, button});
}
