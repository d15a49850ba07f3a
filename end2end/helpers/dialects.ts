// How the services' APIs write an answer, event by event.

/** A call of a tool, its arguments in the pieces they come in. */
export interface Call {
  id: string;
  name: string;
  arguments: string[];
}

/** One answer being written; each method gives the bytes that go out. */
export interface Writer {
  text(text: string): string;
  think(text: string): string;
  call(call: Call): string;
  end(): string;
}

/** Every answer's figures. */
export const USAGE = { input: 11, output: 7 };

export class OpenAi implements Writer {
  #calls = 0;

  text = (content: string) => chunk({ content });

  think = (reasoning_content: string) => chunk({ reasoning_content });

  call({ id, name, arguments: pieces }: Call) {
    const index = this.#calls++;
    const piece = (call: object) => chunk({ tool_calls: [{ index, ...call }] });
    const begin = piece({ id, type: "function", function: { name, arguments: "" } });
    return begin + pieces.map((text) => piece({ function: { arguments: text } })).join("");
  }

  end() {
    const usage = { prompt_tokens: USAGE.input, completion_tokens: USAGE.output, total_tokens: USAGE.input + USAGE.output };
    const figures = data({ object: "chat.completion.chunk", choices: [], usage });
    return `${chunk({}, this.#calls ? "tool_calls" : "stop")}${figures}data: [DONE]\n\n`;
  }
}

export class Anthropic implements Writer {
  #block = -1;
  #open?: string;
  #called = false;

  text = (text: string) => this.#in("text", { text: "" }) + this.#delta({ type: "text_delta", text });

  think = (thinking: string) => this.#in("thinking", { thinking: "" }) + this.#delta({ type: "thinking_delta", thinking });

  call({ id, name, arguments: pieces }: Call) {
    this.#called = true;
    const begin = this.#close() + this.#in("tool_use", { id, name, input: {} });
    return begin + pieces.map((partial_json) => this.#delta({ type: "input_json_delta", partial_json })).join("");
  }

  end() {
    const stop_reason = this.#called ? "tool_use" : "end_turn";
    const delta = { type: "message_delta", delta: { stop_reason }, usage: { output_tokens: USAGE.output } };
    return this.#begun() + this.#close() + named(delta) + named({ type: "message_stop" });
  }

  #begun() {
    if (this.#block >= 0) return "";
    this.#block = 0;
    const usage = { input_tokens: USAGE.input, output_tokens: 1 };
    return named({ type: "message_start", message: { id: "msg_1", type: "message", role: "assistant", content: [], usage } });
  }

  /** Bytes until a block of this type is open. */
  #in(type: string, content: object) {
    if (this.#open === type) return "";
    const before = this.#begun() + this.#close();
    this.#open = type;
    return before + named({ type: "content_block_start", index: this.#block, content_block: { type, ...content } });
  }

  #delta(delta: object) {
    return named({ type: "content_block_delta", index: this.#block, delta });
  }

  #close() {
    if (!this.#open) return "";
    this.#open = undefined;
    return named({ type: "content_block_stop", index: this.#block++ });
  }
}

export class Gemini implements Writer {
  text = (text: string) => this.#part({ text });

  think = (text: string) => this.#part({ text, thought: true });

  // Calls are whole here, and signed: the signature has to come back.
  call = ({ name, arguments: pieces }: Call) =>
    this.#part({ functionCall: { name, args: JSON.parse(pieces.join("")) }, thoughtSignature: "c2lnbmVk" });

  end = () => this.#part({ text: "" }, "STOP");

  #part(part: object, finishReason?: string) {
    const usageMetadata = { promptTokenCount: USAGE.input, candidatesTokenCount: USAGE.output, totalTokenCount: USAGE.input + USAGE.output };
    const candidates = [{ index: 0, content: { role: "model", parts: [part] }, finishReason }];
    return data({ candidates, usageMetadata, responseId: "r-1" });
  }
}

const data = (value: object) => `data: ${JSON.stringify(value)}\n\n`;

const named = (event: { type: string; [field: string]: unknown }) => `event: ${event.type}\n${data(event)}`;

function chunk(delta: object, finish_reason: string | null = null) {
  return data({ id: "chatcmpl-1", object: "chat.completion.chunk", choices: [{ index: 0, delta, finish_reason }] });
}
