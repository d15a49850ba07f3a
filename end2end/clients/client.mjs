// A program written for OpenAI's API, by its client for JavaScript. It does the job that stands on its standard input and
// prints what it saw, a line of JSON each. Where the API is and with which key it asks comes from the environment, as the
// client reads it. client.py is the same in the other language.
import { text } from "node:stream/consumers";
import OpenAI from "openai";

const see = (seen) => process.stdout.write(`${JSON.stringify(seen)}\n`);

const jobs = {
  async models(client) {
    const models = [];
    for await (const model of client.models.list()) models.push(model);
    see({ models });
  },

  async model(client, { model }) {
    see({ model: await client.models.retrieve(model) });
  },

  async ask(client, { request }) {
    see({ answer: await client.chat.completions.create(request) });
  },

  async stream(client, { request }) {
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) see({ chunk });
  },

  /** Hangs up after the first words. */
  async cancel(client, { request }) {
    for await (const chunk of await client.chat.completions.create({ ...request, stream: true })) {
      if (!chunk.choices[0]?.delta.content) continue;
      see({ chunk });
      break;
    }
    see({ closed: true });
  },

  /** Streams with the client's own helper until no tool is called any more; every call has the same result. */
  async tools(client, { request, result }) {
    const messages = [...request.messages];
    for (;;) {
      const events = client.chat.completions.stream({ ...request, messages });
      const { message, finish_reason } = (await events.finalChatCompletion()).choices[0];
      see({ message, finish_reason });
      if (!message.tool_calls?.length) return;
      messages.push(message);
      for (const { id } of message.tool_calls) messages.push({ role: "tool", tool_call_id: id, content: result });
    }
  },

  async embed(client, { request }) {
    see({ embeddings: await client.embeddings.create(request) });
  },
};

/** How the client tells of a failure. */
function failure({ constructor, message, code, param, type, status, headers, cause }) {
  const retry_after = headers?.get?.("retry-after");
  return { class: constructor.name, message, code, param, type, status, retry_after, cause: cause && String(cause) };
}

const job = JSON.parse(await text(process.stdin));
const client = new OpenAI("retries" in job ? { maxRetries: job.retries } : {});
try {
  await jobs[job.do](client, job);
} catch (error) {
  if (!(error instanceof OpenAI.APIError)) throw error;
  see({ error: failure(error) });
}
