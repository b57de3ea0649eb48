import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';

/**
 * Copies a text.
 *
 * @param {string} label what is copied, such as "session id"
 * @param {() => string} text
 * @param {string?} caption shown beside the icon
 */
export function copyButton(label, text, caption = null) {
  const said = h('span', {class: 'visually-hidden', role: 'status'});
  const face = () => [icon('copy'), caption, said];
  const button = h('button', {class: `button plain small copy`, 'aria-label': `Copy ${label}`, title: `Copy ${label}`}, face());
  button.addEventListener('click', async (event) => {
    event.stopPropagation();
    const done = await copy(text());
    said.textContent = done ? 'Copied' : 'The browser did not allow copying';
    render(button, done ? '✓' : '✗', caption, said);
    setTimeout(() => render(button, face()), 1200);
  });
  return button;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
}

/** The clipboard API exists on secure origins only; an exporter reached over plain HTTP is none. */
function copyBySelection(text) {
  const area = h('textarea', {class: 'visually-hidden', readonly: true, value: text});
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  return done;
}
