import {h} from '../base/dom.js';
import {copyButton} from '../components/copy-button.js';

/** What the empty list says: how to attach the agent, and that it waits. */
export function attachGuide() {
  const host = location.hostname === 'localhost' || location.hostname === '127.0.0.1' ? null : location.hostname;
  const flag = 'java -javaagent:treeline-javaagent.jar -jar your-agent.jar';
  const endpoint = host ? `OTEL_EXPORTER_OTLP_ENDPOINT=http://${host}:4318 ` : '';
  return h('section', {class: 'guide', 'aria-labelledby': 'guide-title'},
    h('p', {class: 'waiting pill bare', role: 'status'}, h('span', {class: 'live-dot'}), 'Waiting for the first span…'),
    h('h2', {id: 'guide-title'}, 'Attach the agent to your application'),
    h('p', null, 'One flag and no code change. Model calls, tool runs and agent steps appear here as they happen.'),
    command(endpoint + flag),
    h('h3', null, 'Already running the OpenTelemetry Java agent?'),
    command('-Dotel.javaagent.extensions=treeline-javaagent-extension.jar'),
    h('h3', null, 'Something else that speaks OpenTelemetry?'),
    h('p', null, 'Send OTLP to this exporter: gRPC on port 4317, HTTP on port 4318, unless it was started with others.'),
    command(`OTEL_EXPORTER_OTLP_ENDPOINT=http://${location.hostname}:4318`));
}

function command(text) {
  return h('div', {class: 'command'}, h('code', null, text), copyButton('the command', () => text));
}
