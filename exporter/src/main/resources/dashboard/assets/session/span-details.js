/** Contents of spans, read once they are needed: panels show many, and few of them are in sight. */

import {fetchSpan} from '../base/api.js';

const REMEMBERED = 400;
const AT_ONCE = 4;

export class SpanDetails {
  #known = new Map();
  #running = 0;
  #waiting = [];

  /** The detail of a span that has ended stays; one that runs is read anew. */
  get(key) {
    if (!this.#known.has(key)) {
      const detail = this.#turn().then(() => fetchSpan(key)).finally(() => this.#done());
      this.#known.set(key, detail);
      detail.then((span) => span.endTime === null && this.#known.delete(key), () => this.#known.delete(key));
      if (this.#known.size > REMEMBERED) {
        this.#known.delete(this.#known.keys().next().value);
      }
    }
    return this.#known.get(key);
  }

  async #turn() {
    if (this.#running >= AT_ONCE) {
      await new Promise((resume) => this.#waiting.push(resume));
    }
    this.#running++;
  }

  #done() {
    this.#running--;
    this.#waiting.shift()?.();
  }
}

/** Calls `fill(element)` once, when an element comes near to what is in sight of `root`. */
export function whenNear(root, fill) {
  const observer = new IntersectionObserver((entries) => {
    for (const {isIntersecting, target} of entries) {
      if (isIntersecting) {
        observer.unobserve(target);
        fill(target);
      }
    }
  }, {root, rootMargin: '600px 0px'});
  return observer;
}
