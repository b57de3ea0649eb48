import {h, render} from '../base/dom.js';
import {formatCount} from '../base/format.js';

const SHOWN = 3000;
const STEP = 200000;

/** A text as it is, line breaks kept; a long one opens piece by piece, so that megabytes stall nothing. */
export function longText(text, className = '') {
  const element = h('div', {class: `text data ${className}`});
  let shown = SHOWN;
  const draw = () => {
    const rest = text.length - shown;
    render(element, rest > 0 ? text.slice(0, shown) : text, rest > 0 ? more(rest) : null);
  };
  const more = (rest) => h('button', {class: 'button small more', onclick: () => {
    shown += STEP;
    draw();
  }}, rest > STEP ? `Show ${formatCount(STEP)} more of ${formatCount(rest)} characters` : `Show ${formatCount(rest)} more characters`);
  draw();
  return element;
}
