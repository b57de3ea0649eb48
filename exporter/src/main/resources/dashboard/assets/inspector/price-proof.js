/** How a call's cost was made: the price row and each line of the sum, asked of the exporter when someone opens it. */

import {getJson} from '../base/api.js';
import {h, render} from '../base/dom.js';
import {formatCount, isKnown} from '../base/format.js';

/** @param {Object|Function} span with all its counts of tokens, or what reads it when it is needed */
export function priceProof(span) {
  const body = h('div', {class: 'price-proof'});
  const details = h('details', {class: 'stack'}, h('summary', null, 'How it was priced'), body);
  details.addEventListener('toggle', () => details.open && !body.firstChild && load(span, body));
  return details;
}

async function load(given, body) {
  render(body, h('p', {class: 'muted'}, 'Reading…'));
  try {
    const span = typeof given === 'function' ? await given() : given;
    const proof = await getJson('/api/v1/prices/check', {
      model: span.responseModel ?? span.requestModel, provider: span.provider, at: span.startTime, input: span.inputTokens, output: span.outputTokens,
      cacheRead: span.cacheReadTokens, cacheWrite: span.cacheWriteTokens, cacheWriteHour: span.cacheWriteHourTokens, reasoning: span.reasoningTokens,
      inputAudio: span.inputAudioTokens, outputAudio: span.outputAudioTokens, cacheReadAudio: span.cacheReadAudioTokens, inputImage: span.inputImageTokens,
    });
    render(body, draw(proof, span));
  } catch (e) {
    render(body, h('p', {class: 'unknown data'}, `Could not be read: ${e.message}`));
  }
}

function draw(proof, span) {
  const differs = isKnown(span.costUsd) && proof.totalUsd !== null && Number(proof.totalUsd) !== Number(span.costUsd);
  return [
    proof.unpriced ? h('p', {class: 'data'}, `No price: ${proof.unpriced}`) : h('p', {class: 'data'}, `Row ${proof.source}, by ${proof.clause}`),
    proof.constraint ? h('p', {class: 'muted data'}, `In force: ${JSON.stringify(proof.constraint)}`) : null,
    proof.lines.length === 0 ? null : h('table', {class: 'totals'},
      h('thead', null, h('tr', null, ['', 'Count', 'Price', 'Cost'].map((title) => h('th', {scope: 'col'}, title)))),
      h('tbody', null, proof.lines.map((line) => h('tr', null, h('th', {scope: 'row'}, line.what), h('td', null, formatCount(line.count)),
        h('td', null, `$${line.priceUsd} per ${formatCount(line.per)}`), h('td', null, `$${line.usd}`))),
      h('tr', null, h('th', {scope: 'row'}, 'Total'), h('td'), h('td'), h('td', null, `$${proof.totalUsd}`)))),
    proof.notCounted?.length > 0 ? h('p', {class: 'muted data'}, `Not counted: ${JSON.stringify(proof.notCounted)}`) : null,
    differs ? h('p', {class: 'muted'}, 'The stored cost differs: it was priced when the span arrived, with what it said and the list of that time.') : null,
  ];
}
