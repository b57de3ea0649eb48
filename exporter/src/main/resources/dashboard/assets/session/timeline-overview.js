/** The whole session on a strip, with a frame around the part in sight; dragging chooses another. */

import {h} from '../base/dom.js';
import {colors} from './timeline-paint.js';

const SHORTEST_SHARE = 0.005;

export class Overview {
  #choose;
  #from = null;
  #shown = null;
  /** The strip without the frame: drawn once for a layout and a size. */
  #picture = null;

  element = h('canvas', {class: 'overview', 'aria-hidden': 'true', title: 'Drag to choose a part; double-click for the whole session'});

  /** @param {(from: number, to: number) => void} choose in drawn milliseconds */
  constructor(choose) {
    this.#choose = choose;
    const canvas = this.element;
    canvas.addEventListener('pointerdown', (event) => {
      this.#from = this.#at(event);
      canvas.setPointerCapture(event.pointerId);
    });
    canvas.addEventListener('pointermove', (event) => this.#from !== null && this.#select(this.#at(event)));
    canvas.addEventListener('pointerup', () => (this.#from = null));
    canvas.addEventListener('dblclick', () => choose(0, this.#shown.scale.length));
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  show(layout, scale, visible) {
    if (this.#shown?.scale !== scale) {
      this.#picture = null;
    }
    this.#shown = {layout, scale, visible};
    this.#draw();
  }

  #at(event) {
    const box = this.element.getBoundingClientRect();
    return Math.max(0, Math.min(1, (event.clientX - box.left) / box.width)) * this.#shown.scale.length;
  }

  #select(to) {
    if (Math.abs(to - this.#from) > this.#shown.scale.length * SHORTEST_SHARE) {
      this.#choose(Math.min(this.#from, to), Math.max(this.#from, to));
    }
  }

  #draw() {
    const canvas = this.element;
    if (!this.#shown || canvas.clientWidth === 0 || !canvas.isConnected) {
      return;
    }
    const {scale, visible} = this.#shown;
    canvas.width = canvas.clientWidth * devicePixelRatio;
    canvas.height = canvas.clientHeight * devicePixelRatio;
    const g = canvas.getContext('2d');
    const look = `${canvas.width} ${canvas.height} ${getComputedStyle(document.documentElement).colorScheme} ${matchMedia('(prefers-color-scheme: dark)').matches}`;
    if (this.#picture?.look !== look) {
      this.#picture = {look, canvas: this.#drawAll(canvas)};
    }
    g.drawImage(this.#picture.canvas, 0, 0);
    if (!visible.whole) {
      g.fillStyle = getComputedStyle(canvas).color;
      const [from, to] = [visible.from, visible.to].map((drawn) => (drawn / scale.length) * canvas.width);
      g.fillRect(0, 0, from, canvas.height);
      g.fillRect(to, 0, canvas.width - to, canvas.height);
    }
  }

  #drawAll(canvas) {
    const {layout, scale} = this.#shown;
    const picture = document.createElement('canvas');
    picture.width = canvas.width;
    picture.height = canvas.height;
    const g = picture.getContext('2d');
    const color = colors(canvas);
    const x = (millis) => (scale.draw(millis) / scale.length) * canvas.width;
    const height = Math.max(1, Math.min(5 * devicePixelRatio, canvas.height / layout.rows));
    layout.byRow.forEach((bars, row) => {
      const y = Math.min(canvas.height - height, (row / layout.rows) * canvas.height);
      let covered = -1;
      for (const {node} of bars) {
        const right = x(node.to ?? layout.end);
        if (right - covered >= 1) {
          const left = x(node.from);
          covered = Math.max(right, left + devicePixelRatio);
          g.fillStyle = color(node.span.status === 'error' ? '--error' : `--op-${node.span.operation}`);
          g.fillRect(left, y, Math.max(devicePixelRatio, right - left), Math.max(1, height - devicePixelRatio / 2));
        }
      }
    });
    return picture;
  }
}
