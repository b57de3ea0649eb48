/**
 * Builds elements. Text always becomes a text node: there is no way to pass HTML, because what
 * models and tools say is hostile input.
 */

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
      element.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
}

/** Replaces what is inside an element. */
export function render(element, ...children) {
  element.replaceChildren();
  append(element, children);
}
