/** The frame around every view: navigation, where one is, live state, theme, keyboard help. `routes.js` lists the views. */

import {askAhead} from './base/ahead.js';
import {fetchStatus} from './base/api.js';
import {h, render} from './base/dom.js';
import {icon} from './base/icons.js';
import {listenForKeys, onKey} from './base/keys.js';
import {live} from './base/live.js';
import {currentPlace, followLinks, place} from './base/place.js';
import {nextTheme, theme} from './base/theme.js';
import {Navigation} from './components/navigation.js';
import {shortcutsDialog} from './components/shortcuts-dialog.js';
import {problemState} from './components/states.js';
import {routeOf} from './routes.js';

const LIVE_NAMES = {connecting: 'Connecting', live: 'Live', polling: 'Polling', paused: 'Paused'};
const STATUS_MILLIS = 30000;

class App extends HTMLElement {
  #crumbs = h('nav', {class: 'crumbs', 'aria-label': 'Where you are'});
  #banner = h('div', {class: 'banner', role: 'alert', hidden: true});
  #main = h('main', {id: 'main', tabindex: '-1'});
  #navigation = new Navigation();
  /** Views once shown, by tag, so that Back finds them as they were; of sessions only the current one. */
  #views = new Map();

  connectedCallback() {
    render(this, h('a', {class: 'skip', href: '#main', onclick: (event) => this.#skip(event)}, 'Skip to the content'),
      this.#topbar(), this.#banner, h('div', {class: 'frame'}, this.#navigation.element, this.#main));
    this.addEventListener('titled', (event) => this.#title(event.detail));
    place.addEventListener('moved', () => this.#show());
    followLinks();
    listenForKeys();
    live.start();
    this.#show();
    this.#watchStatus();
  }

  #topbar() {
    const dialog = shortcutsDialog();
    onKey('?', () => dialog.showModal());
    return h('header', {class: 'topbar'}, this.#navigation.menuButton,
      h('a', {class: 'brand', href: '/', 'aria-label': 'Treeline, all sessions'},
        h('img', {src: '/assets/icon.svg', alt: ''}), 'Treeline'),
      this.#crumbs,
      h('div', {class: 'tools'}, this.#liveButton(), this.#themeButton(),
        h('button', {class: 'button plain', 'aria-label': 'Keyboard shortcuts', title: 'Keyboard shortcuts (?)',
          onclick: () => dialog.showModal()}, icon('help'))),
      dialog);
  }

  #liveButton() {
    const button = h('button', {class: 'button plain', id: 'live', onclick: () => live.togglePause()});
    const update = () => {
      const paused = live.state === 'paused';
      button.dataset.live = live.state;
      button.setAttribute('aria-pressed', String(!paused));
      button.title = paused ? 'Resume live updates (p)' : 'Pause live updates (p)';
      render(button, h('span', {class: 'live-dot'}), LIVE_NAMES[live.state], icon(paused ? 'play' : 'pause'));
    };
    live.addEventListener('state', update);
    onKey('p', () => live.togglePause());
    update();
    return button;
  }

  #themeButton() {
    const button = h('button', {class: 'button plain'}, icon('theme'));
    const describe = (choice) => {
      button.title = `Theme: ${choice} (t)`;
      button.setAttribute('aria-label', `Theme: ${choice}`);
    };
    const change = () => describe(nextTheme());
    button.addEventListener('click', change);
    onKey('t', change);
    describe(theme());
    return button;
  }

  async #show() {
    this.#navigation.update();
    const {path, sessionId} = currentPlace();
    const route = routeOf(path);
    if (sessionId !== null && !customElements.get(route.tag)) {
      askAhead(sessionId);
    }
    try {
      await route.load();
    } catch {
      render(this.#main, problemState('This view could not be loaded', 'The exporter cannot be reached. Is it still running?', () => location.reload()));
      return;
    }
    if (path === currentPlace().path) {
      this.#showView(route);
    }
  }

  #showView(route) {
    const {sessionId} = currentPlace();
    let view = this.#views.get(route.tag);
    if (!view || (sessionId !== null && view.sessionId !== sessionId)) {
      view = document.createElement(route.tag);
      view.sessionId = sessionId;
      this.#views.set(route.tag, view);
    }
    this.#title({title: route.name, session: false});
    if (this.#main.firstChild !== view || this.#main.childNodes.length > 1) {
      this.#main.replaceChildren(view);
    }
    view.update();
  }

  #skip(event) {
    event.preventDefault();
    this.#main.focus();
  }

  #title({title, session}) {
    document.title = `${title} · Treeline`;
    const sep = () => h('span', {class: 'sep', 'aria-hidden': 'true'}, '/');
    render(this.#crumbs, sep(), session
      ? [h('a', {href: '/'}, 'Sessions'), sep(), h('span', {'aria-current': 'page', class: 'data'}, title)]
      : h('span', {'aria-current': 'page'}, title));
  }

  async #watchStatus() {
    let problem;
    try {
      const {store} = await fetchStatus();
      problem = store.healthy ? null : `The store reports a problem: ${store.problem ?? 'unknown'}`;
    } catch (e) {
      problem = e.status === 0 ? e.message : null;
    }
    this.#banner.hidden = problem === null;
    this.#banner.textContent = problem ?? '';
    setTimeout(() => this.#watchStatus(), STATUS_MILLIS);
  }
}

customElements.define('tl-app', App);
