/** The rail at the left with every view; in a narrow window a menu that a button opens. */

import {h, render} from '../base/dom.js';
import {icon} from '../base/icons.js';
import {onKey} from '../base/keys.js';
import {currentPlace, go, href} from '../base/place.js';
import {ROUTES, routeOf} from '../routes.js';
import {filterValues} from '../sessions/filters.js';

export class Navigation {
  #list = h('ul');
  #menu = h('button', {class: 'button plain menu-button', 'aria-expanded': 'false', 'aria-controls': 'navigation', 'aria-label': 'Views',
    onclick: () => this.#open(this.menuButton.getAttribute('aria-expanded') !== 'true')}, icon('menu'));

  element = h('nav', {class: 'navigation', id: 'navigation', 'aria-label': 'Views'}, this.#list);

  constructor() {
    for (const route of ROUTES) {
      onKey(`g ${route.key}`, () => go(hrefOf(route)));
    }
    this.element.addEventListener('click', (event) => event.target.closest('a') && this.#open(false));
    document.addEventListener('keydown', (event) => event.key === 'Escape' && this.#isOpen && this.#close(event), {capture: true});
    document.addEventListener('click', (event) =>
      this.#isOpen && !event.target.closest('.navigation, .menu-button') && this.#open(false));
  }

  get menuButton() {
    return this.#menu;
  }

  /** Called when the address changed: the links take the filters along. */
  update() {
    const current = routeOf(currentPlace().path);
    render(this.#list, ROUTES.map((route) => h('li', null,
      h('a', {href: hrefOf(route), title: `${route.name} (g ${route.key})`,
        'aria-current': route === current ? 'page' : route.path === current.path ? 'true' : null},
      icon(route.icon), h('span', null, route.name)))));
  }

  get #isOpen() {
    return this.element.classList.contains('open');
  }

  #close(event) {
    event.stopPropagation();
    this.#open(false);
    this.#menu.focus();
  }

  #open(open) {
    this.element.classList.toggle('open', open);
    this.#menu.setAttribute('aria-expanded', String(open));
    if (open) {
      this.#list.querySelector('a[aria-current]')?.focus();
    }
  }
}

function hrefOf(route) {
  const {path, params} = currentPlace();
  return route.alone || routeOf(path).alone ? route.path : href(route.path, filterValues(params));
}
