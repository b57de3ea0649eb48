/** Which spans are shown, and what they are called. */

/** Operations that are an agent's own; the rest is the application around it. */
const AI = new Set(['llm', 'embedding', 'tool', 'agent', 'workflow', 'step', 'retriever', 'reranker', 'guardrail', 'evaluator', 'mcp', 'memory', 'human']);

/** Which spans the span tree and the timeline show: by name, what stays. Errors always do. */
export const SPAN_CHOICES = {
  all: {title: 'All spans', keeps: () => true},
  work: {title: 'Without wrappers', keeps: (span) => !span.wrapper && span.foldedInto === null},
  ai: {title: 'AI only', keeps: (span) => !span.wrapper && span.foldedInto === null && AI.has(span.operation)},
};

/** Whether a choice of `SPAN_CHOICES` shows a span. */
export function showsSpan(choice, span) {
  return span.status === 'error' || (SPAN_CHOICES[choice] ?? SPAN_CHOICES.work).keeps(span);
}

/** Finds the nearest agent above a node, or itself; null outside of any. Remembers, because trees can be deep. */
export function agentFinder() {
  const known = new Map();
  return (node) => {
    const passed = [];
    let each = node;
    while (each && !known.has(each) && each.span.operation !== 'agent') {
      passed.push(each);
      each = each.parent;
    }
    const agent = each ? known.get(each) ?? (each.span.operation === 'agent' ? each : null) : null;
    passed.forEach((one) => known.set(one, agent));
    return agent;
  };
}

/**
 * Where to look when something failed: one span for each error, that which says most about it. A
 * request of a tool that failed leads to the tool, because that has the reason and what came of it.
 */
export function errorStops(nodes) {
  const stops = new Set();
  for (const node of nodes) {
    if (node.self.errors > 0) {
      let stop = node;
      while (stop.parent?.span.status === 'error' && (!AI.has(stop.span.operation) || stop.span.operation === 'mcp' || stop.span.foldedInto !== null || stop.span.wrapper)) {
        stop = stop.parent;
      }
      stops.add(stop);
    }
  }
  return [...stops];
}

/** As people call it: tool, agent or model before the span's own name. */
export function shortName(span) {
  if (span.operation === 'agent') {
    return span.agentName ?? span.name;
  }
  return span.toolName ?? (span.operation === 'llm' ? span.responseModel ?? span.requestModel : null) ?? span.name;
}
