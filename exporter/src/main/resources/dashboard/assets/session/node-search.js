/** Looks for a text in nodes; can stop and go on, and takes up nodes that come later. */

export class NodeSearch {
  hits = new Set();
  /** The hits and everything above them. */
  withAncestors = new Set();
  #wanted;
  #at = 0;

  constructor(query) {
    this.#wanted = query.toLowerCase();
  }

  /** Goes on until that time; answers whether all nodes were looked at. */
  go(nodes, until) {
    while (this.#at < nodes.length) {
      const node = nodes[this.#at++];
      if (textOf(node).includes(this.#wanted)) {
        this.hits.add(node.id);
        for (let each = node; each && !this.withAncestors.has(each.id); each = each.parent) {
          this.withAncestors.add(each.id);
        }
      }
      if (this.#at % 64 === 0 && performance.now() > until) {
        break;
      }
    }
    return this.#at >= nodes.length;
  }
}

function textOf({label, path, span}) {
  return [label, path, span?.name, span?.toolName, span?.agentName, span?.requestModel, span?.responseModel, span?.errorType,
    span?.statusMessage, span?.service, span?.spanId, span?.decision?.chosen?.join(' ')].filter(Boolean).join('\n').toLowerCase();
}
