/**
 * Messages as people read them. Lenient on shape: senders differ, and what is not understood is
 * shown as JSON, never dropped.
 */

import {h} from '../base/dom.js';
import {plural} from '../base/format.js';
import {icon} from '../base/icons.js';
import {jsonView, parsedIfJson} from './json-view.js';
import {longText} from './long-text.js';

const FOLDED_BEFORE = 8;
const KEPT_LAST = 6;
const IMAGES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** @param messages array of {role, parts}; anything else is shown as JSON */
export function messagesView(messages) {
  if (!Array.isArray(messages)) {
    return typeof messages === 'string' ? longText(messages) : jsonView(messages);
  }
  const views = (some) => some.map(messageView);
  if (messages.length <= FOLDED_BEFORE) {
    return h('ol', {class: 'messages'}, views(messages));
  }
  const list = h('ol', {class: 'messages'}, views(messages.slice(-KEPT_LAST)));
  const earlier = messages.slice(0, -KEPT_LAST);
  const more = h('li', null, h('button', {class: 'button small more', onclick: () => more.replaceWith(...views(earlier))},
    `Show ${plural(earlier.length, 'earlier message')}`));
  list.prepend(more);
  return list;
}

/** Parts without a role around them, as system instructions are. */
export function partsView(parts) {
  return Array.isArray(parts) ? h('div', {class: 'message-parts'}, parts.map(partView)) : messagesView(parts);
}

function messageView(message) {
  if (message === null || typeof message !== 'object') {
    return h('li', {class: 'message'}, jsonView(message));
  }
  const role = String(message.role ?? 'message');
  const known = ['system', 'developer', 'user', 'assistant', 'tool'].includes(role) ? role : 'other';
  return h('li', {class: `message role-${known}`},
    h('div', {class: 'message-head'}, h('span', {class: 'role data'}, role),
      message.name ? h('span', {class: 'muted data'}, message.name) : null,
      message.finish_reason ? h('span', {class: 'badge', title: 'Why the model stopped'}, h('span', {class: 'data'}, message.finish_reason)) : null),
    h('div', {class: 'message-parts'}, partsOf(message).map(partView)));
}

/** `parts`, else the older `content` and `tool_calls`. */
function partsOf(message) {
  if (Array.isArray(message.parts)) {
    return message.parts.length > 0 ? message.parts : [{type: 'empty'}];
  }
  const content = Array.isArray(message.content) ? message.content : message.content ? [{type: 'text', content: message.content}] : [];
  const calls = (message.tool_calls ?? []).map((call) => ({type: 'tool_call', id: call.id, name: call.function?.name ?? call.name, arguments: call.function?.arguments ?? call.arguments}));
  const parts = [...content, ...calls];
  return parts.length > 0 ? parts : [message];
}

function partView(part) {
  if (typeof part === 'string') {
    return longText(part);
  }
  switch (part?.type) {
    case 'text':
      return textPart(part.content ?? part.text);
    case 'reasoning':
    case 'thinking':
      return h('div', {class: 'reasoning'}, h('div', {class: 'part-title'}, 'reasoning'), textPart(part.content ?? part.text ?? part.thinking));
    case 'tool_call':
    case 'server_tool_call':
      return toolPart('tool', `calls ${part.name ?? 'a tool'}`, part.id, part.arguments ?? part.server_tool_call);
    case 'tool_call_response':
    case 'server_tool_call_response':
      return toolPart('step', 'result', part.id, part.response ?? part.result ?? part.server_tool_call_response);
    case 'blob':
      return blobPart(part);
    case 'empty':
      return h('span', {class: 'unknown'}, 'empty');
    default:
      return h('div', {class: 'tool-part'}, h('div', {class: 'part-title data'}, String(part?.type ?? 'part')), jsonView(part));
  }
}

function textPart(content) {
  return typeof content === 'string' ? longText(content) : jsonView(content ?? null);
}

function toolPart(mark, title, id, value) {
  const parsed = parsedIfJson(value);
  return h('div', {class: 'tool-part'},
    h('div', {class: 'part-title'}, icon(mark), h('span', {class: 'data'}, title), id ? h('span', {class: 'muted mono data'}, id) : null),
    value === undefined ? h('span', {class: 'unknown'}, 'not captured') : typeof parsed === 'string' ? longText(parsed) : jsonView(parsed));
}

/** Only raster images are shown: everything else in a blob is named, not opened. */
function blobPart(part) {
  const data = part.content ?? part.data;
  if (IMAGES.has(part.mime_type) && typeof data === 'string' && /^[A-Za-z0-9+/=\s]+$/.test(data)) {
    return h('img', {class: 'blob', alt: `${part.mime_type} in the message`, src: `data:${part.mime_type};base64,${data}`});
  }
  const size = typeof data === 'string' ? `, ${plural(data.length, 'base64 character')}` : '';
  return h('span', {class: 'badge'}, h('span', {class: 'data'}, `${part.mime_type ?? part.modality ?? 'binary'}${size}`));
}
