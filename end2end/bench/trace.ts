// What the page's main thread does, from the browser's own trace.
import type { CDPSession, Page } from "@playwright/test";

interface Event {
  name: string;
  cat: string;
  ph: string;
  ts: number;
  dur?: number;
  pid: number;
  tid: number;
  args: { name?: string };
}

/** The display's frame, in microseconds. */
const FRAME = 1_000_000 / 60;
const SCRIPT = new Set(["FunctionCall", "EvaluateScript", "FireAnimationFrame", "TimerFire", "EventDispatch", "RunMicrotasks", "v8.callFunction", "WebSocketReceive"]);
const GROUPS: [string, RegExp][] = [
  ["script", /^(FunctionCall|EvaluateScript|FireAnimationFrame|TimerFire|EventDispatch|RunMicrotasks|v8\..*|WebSocketReceive)$/],
  ["collecting garbage", /GC/],
  ["style", /^(UpdateLayoutTree|ScheduleStyleRecalculation)$/],
  ["layout", /^Layout$/],
  ["parsing HTML", /^ParseHTML$/],
  ["painting", /^(PrePaint|Paint|Layerize|Commit|UpdateLayer|CompositeLayers)$/],
];

export class Trace {
  private constructor(
    private readonly session: CDPSession,
    private readonly events: Event[],
  ) {}

  static async start(page: Page): Promise<Trace> {
    const session = await page.context().newCDPSession(page);
    const events: Event[] = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...(value as unknown as Event[])));
    const categories = "devtools.timeline,disabled-by-default-devtools.timeline,toplevel,v8,blink.user_timing,__metadata";
    await session.send("Tracing.start", { categories, transferMode: "ReportEvents" });
    return new Trace(session, events);
  }

  async stop(): Promise<Work> {
    const complete = new Promise((done) => this.session.once("Tracing.tracingComplete", done));
    await this.session.send("Tracing.end");
    await complete;
    return new Work(this.events);
  }
}

export class Work {
  readonly #main: Event[];
  readonly #tasks: Event[];

  constructor(events: Event[]) {
    const named = events.filter((event) => event.name === "thread_name" && event.args.name === "CrRendererMain");
    const busiest = named
      .map(({ pid, tid }) => events.filter((event) => event.ph === "X" && event.pid === pid && event.tid === tid))
      .sort((a, b) => b.length - a.length)[0];
    this.#main = busiest ?? [];
    const tasks = this.#main.filter(({ name }) => name === "RunTask");
    this.#tasks = tasks.length > 0 ? tasks : this.#main.filter(({ name }) => name === "ThreadControllerImpl::RunTask");
  }

  /** Milliseconds the thread was busy in each frame in which it was busy at all. */
  frames(): number[] {
    return sums(this.#tasks);
  }

  /** The same of scripts alone. */
  scripts(): number[] {
    return sums(outermost(this.#main.filter(({ name }) => SCRIPT.has(name))));
  }

  /** Milliseconds of each kind of work, in all. */
  kinds(): [string, number][] {
    return GROUPS.map(([kind, names]) => {
      const events = outermost(this.#main.filter(({ name }) => names.test(name)));
      return [kind, events.reduce((sum, { dur = 0 }) => sum + dur / 1000, 0)];
    });
  }
}

function outermost(events: Event[]): Event[] {
  let end = 0;
  const sorted = [...events].sort((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0));
  return sorted.filter(({ ts, dur = 0 }) => {
    if (ts < end) return false;
    end = ts + dur;
    return true;
  });
}

function sums(events: Event[]): number[] {
  const frames = new Map<number, number>();
  for (const { ts, dur = 0 } of events) {
    // Work longer than a frame fills those after it.
    for (let at = ts, left = dur; left > 0; ) {
      const frame = Math.floor(at / FRAME);
      const here = Math.min(left, (frame + 1) * FRAME - at);
      frames.set(frame, (frames.get(frame) ?? 0) + here / 1000);
      at += Math.max(here, 1);
      left -= Math.max(here, 1);
    }
  }
  return [...frames.values()].sort((a, b) => a - b);
}

export function spread(sorted: number[]): string {
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)} ms`;
}
