// Uses every way of logging that Helicone's client has. Arguments: the logging endpoint.
import { HeliconeManualLogger } from "@helicone/helpers";

const logger = new HeliconeManualLogger({
  apiKey: "sk-helicone-test",
  loggingEndpoint: process.argv[2],
  headers: { "Helicone-Session-Id": "js-session", "Helicone-Session-Name": "Trip Planner" },
});
const at = (path, id, more = {}) => ({
  "Helicone-Session-Path": path,
  "Helicone-Request-Id": id,
  ...more,
});
const id = (n) => `7d4bc7f0-8c4e-4b6e-9d2a-${String(n).padStart(12, "0")}`;
const sleep = (millis) => new Promise((done) => setTimeout(done, millis));
const chat = { model: "gpt-4o-mini", messages: [{ role: "user", content: "Where to?" }] };
const chunks = [
  { id: "c-1", object: "chat.completion.chunk", model: "gpt-4o-mini-2024-07-18",
    choices: [{ index: 0, delta: { role: "assistant", content: "To " } }] },
  { id: "c-1", object: "chat.completion.chunk", model: "gpt-4o-mini-2024-07-18",
    choices: [{ index: 0, delta: { content: "Rome" }, finish_reason: "stop" }] },
  { id: "c-1", object: "chat.completion.chunk", model: "gpt-4o-mini-2024-07-18", choices: [],
    usage: { prompt_tokens: 11, completion_tokens: 3, total_tokens: 14 } },
];
const bytes = () =>
  new ReadableStream({
    async start(controller) {
      for (const chunk of chunks) {
        controller.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(chunk)}\n\n`));
        await sleep(5);
      }
      controller.enqueue(new TextEncoder().encode("data: [DONE]\n\n"));
      controller.close();
    },
  });
async function* objects() {
  for (const chunk of chunks) {
    await sleep(5);
    yield chunk;
  }
}

// 1: a model call, through the route of its provider.
await logger.logRequest(
  chat,
  async (recorder) => {
    const answer = {
      id: "chatcmpl-1", object: "chat.completion", model: "gpt-4o-mini-2024-07-18",
      choices: [{ index: 0, finish_reason: "stop",
        message: { role: "assistant", content: "Rome" } }],
      usage: { prompt_tokens: 1200, completion_tokens: 300, total_tokens: 1500,
        prompt_tokens_details: { cached_tokens: 800 } },
    };
    recorder.appendResults(answer);
    return answer;
  },
  at("/trip", id(1), { "Helicone-User-Id": "u-1", "Helicone-Property-Tier": "gold" }),
  "openai",
);

// 2: a tool whose body says that it failed.
await logger.logRequest(
  { _type: "tool", toolName: "book_hotel", input: { city: "Rome", nights: 2 } },
  async (recorder) =>
    recorder.appendResults({ status: "error", message: "no rooms", result: null }),
  at("/trip/hotel", id(2)),
);

// 3: the same tool again, which works.
await logger.logRequest(
  { _type: "tool", toolName: "book_hotel", input: { city: "Rome", nights: 1 } },
  async (recorder) => recorder.appendResults({ status: "success", result: { room: 12 } }),
  at("/trip/hotel", id(3)),
);

// 4: a search in a vector database.
await logger.logRequest(
  { _type: "vector_db", operation: "search", text: "sights", topK: 2, databaseName: "guides" },
  async (recorder) =>
    recorder.appendResults({ status: "success", matches: [{ id: "a", score: 0.9 }] }),
  at("/trip/sights", id(4)),
);

// 5: data.
await logger.logRequest(
  { _type: "data", name: "load_profile", meta: { user: "u-1" } },
  async (recorder) => recorder.appendResults({ status: "success", data: { likes: ["art"] } }),
  at("/trip/profile", id(5)),
);

// 6: a stream, as events.
await logger.logStream(
  { ...chat, stream: true },
  async (recorder) => recorder.attachStream(bytes()),
  at("/trip/answer", id(6)),
);

// 7: a stream that is there already.
await logger.logSingleStream({ ...chat, stream: true }, bytes(), at("/trip/answer", id(7)));

// 8: a response that is there already, as text, and how long it took.
await logger.logSingleRequest(
  { model: "claude-3-5-haiku-20241022", max_tokens: 10, messages: chat.messages },
  JSON.stringify({
    id: "msg_1", type: "message", role: "assistant", model: "claude-3-5-haiku-20241022",
    content: [{ type: "text", text: "Rome" }], stop_reason: "end_turn",
    usage: { input_tokens: 10, output_tokens: 4, cache_read_input_tokens: 100,
      cache_creation_input_tokens: 20 },
  }),
  { additionalHeaders: at("/trip/answer", id(8)), latencyMs: 1234 },
);

// 9: a builder with a response.
const built = logger.logBuilder(chat, at("/trip/built", id(9)));
built.addAdditionalHeaders({ "Helicone-Property-Step": "last" });
built.setResponse(JSON.stringify({ choices: [{ message: { role: "assistant", content: "Oslo" } }],
  usage: { prompt_tokens: 5, completion_tokens: 1 } }));
await built.sendLog();

// 10: a builder whose stream is read by the application.
const streamed = logger.logBuilder({ ...chat, stream: true }, at("/trip/built", id(10)));
for await (const piece of streamed.toReadableStream(objects())) {
  void piece;
}
await streamed.sendLog();

// 11: a builder that reads the stream itself.
const attached = logger.logBuilder({ ...chat, stream: true }, at("/trip/built", id(11)));
await attached.attachStream(objects());
await attached.sendLog();

// 12: a builder told of an error.
const failed = logger.logBuilder(chat, at("/trip/failed", id(12)));
failed.setError(new TypeError("model is not defined"));
await failed.sendLog();

// 13: a builder whose stream the application cancels.
const cancelled = logger.logBuilder({ ...chat, stream: true }, at("/trip/cancelled", id(13)));
const reader = cancelled.toReadableStream(objects()).getReader();
await reader.read();
await reader.cancel();
await cancelled.sendLog();

// 14: the same id again takes the place of what was logged under it.
await logger.logRequest(
  { _type: "tool", toolName: "book_hotel", input: { city: "Rome", nights: 3 } },
  async (recorder) => recorder.appendResults({ status: "success", result: { room: 14 } }),
  at("/trip/hotel", id(3)),
);
console.log("all sent");
