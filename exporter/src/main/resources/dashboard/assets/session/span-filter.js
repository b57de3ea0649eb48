/** Leaves spans out of a model: their children move up, and the numbers stay, because a subtree's cover what is below. */

export function filterModel(model, keeps) {
  if (model.all.every((node) => keeps(node.span))) {
    return model;
  }
  const byId = new Map();
  const all = [];
  const roots = [];
  const stack = model.roots.map((node) => [node, null]).reverse();
  while (stack.length > 0) {
    const [node, parent] = stack.pop();
    let below = parent;
    if (keeps(node.span)) {
      below = {...node, parent, depth: parent ? parent.depth + 1 : 0, children: []};
      (parent ? parent.children : roots).push(below);
      byId.set(below.id, below);
      all.push(below);
    }
    for (let i = node.children.length - 1; i >= 0; i--) {
      stack.push([node.children[i], below]);
    }
  }
  for (const siblings of [roots, ...all.map((node) => node.children)]) {
    siblings.forEach((node, i) => {
      node.position = i + 1;
      node.siblings = siblings;
    });
  }
  return {...model, roots, all, byId};
}

/** The nearest agent above a node, or itself; null outside of any. */
export function agentOf(node) {
  let each = node;
  while (each && each.span.operation !== 'agent') {
    each = each.parent;
  }
  return each ?? null;
}

/** As people call it: tool, agent or model before the span's own name. */
export function shortName(span) {
  if (span.operation === 'agent') {
    return span.agentName ?? span.name;
  }
  return span.toolName ?? (span.operation === 'llm' ? span.responseModel ?? span.requestModel : null) ?? span.name;
}
