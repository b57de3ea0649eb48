/**
 * Builds elements. Text always becomes a text node: there is no way to pass HTML, because what
 * models and tools say is hostile input.
 */

/** Overrides, embeddings and isolates of direction; control characters but tab, line feed and return. */
const DECEPTIVE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u202A-\u202E\u2066-\u2069]/g;
const SVG = 'http://www.w3.org/2000/svg';

/** `h('button', {class: 'x', onclick: f, 'aria-label': 'Copy'}, 'Copy')`; null children are left out. */
export function h(tag, props, ...children) {
  return fill(document.createElement(tag), props, children);
}

/** The same for SVG elements. */
export function svg(tag, props, ...children) {
  return fill(document.createElementNS(SVG, tag), props, children);
}

function fill(element, props, children) {
  for (const [name, value] of Object.entries(props ?? {})) {
    setProp(element, name, value);
  }
  append(element, children);
  return element;
}

function setProp(element, name, value) {
  if (value === null || value === undefined || value === false) {
    return;
  }
  if (name.startsWith('on')) {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'vars') {
    // Through the object model: the style attribute is forbidden by our content security policy.
    for (const [key, each] of Object.entries(value)) {
      element.style.setProperty(key, each);
    }
  } else if (name === 'value' || name === 'checked' || name === 'selected') {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

function append(element, children) {
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) {
      element.append(child instanceof Node ? child : document.createTextNode(visible(String(child))));
    }
  }
}

/**
 * Characters that would turn the direction of what follows, or drive a terminal, are named instead:
 * with them a text can look like another. Copying gives the text as it was sent.
 */
function visible(text) {
  return text.replace(DECEPTIVE, (each) => `[U+${each.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`);
}

/** Longer ones are no names, and are left whole. */
const LONGEST_NAME = 2000;

/** A path or a name that may go on in the next line after a separator; the text itself stays the same. */
export function breakable(name) {
  const text = String(name);
  return text.length > LONGEST_NAME ? [text] : text.split(/(?<=[^\s/][/._:])(?=[^/._:\s\d])/).flatMap((part, i) => (i === 0 ? [part] : [h('wbr'), part]));
}

/** Replaces what is inside an element. */
export function render(element, ...children) {
  element.replaceChildren();
  append(element, children);
}
