/**
 * Reads JSON without bending numbers: an integer that JavaScript cannot hold, such as a long order
 * id inside a tool's result, stays as it was written.
 */

class ExactNumber {
  #source;

  constructor(source) {
    this.#source = source;
  }

  toString() {
    return this.#source;
  }

  toJSON() {
    return JSON.rawJSON ? JSON.rawJSON(this.#source) : Number(this.#source);
  }
}

/** JSON.parse, with `ExactNumber` where a number would change. */
export function parseExactly(text) {
  return JSON.parse(text, (key, value, context) => {
    const bent = typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER;
    return bent && context?.source !== undefined && context.source !== String(value) ? new ExactNumber(context.source) : value;
  });
}

export function isExactNumber(value) {
  return value instanceof ExactNumber;
}
