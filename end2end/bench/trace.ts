// What the page's main thread does, from the browser's own trace.
//
// Counted are the tasks of the renderer's main thread: the time each took the processor, which is not the time between
// two frames, and not the time the thread waited for a processor that others had. They are added up in sixtieths of a
// second, a display's frame, and frames in which nothing was done are left out, so that a figure is not better for a
// page that mostly rests. What the browser's other threads and processes do, and the server, is not in it.
import type { CDPSession, Page } from "@playwright/test";

interface Event {
  name: string;
  cat: string;
  ph: string;
  ts: number;
  /** How long it took, in microseconds. */
  dur?: number;
  /** How much of the processor it took. */
  tdur?: number;
  pid: number;
  tid: number;
  args: { name?: string; elementCount?: number };
}

/** The display's frame, in microseconds. */
const FRAME = 1_000_000 / 60;
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

  /** Milliseconds the thread worked in each frame in which it did, least first. */
  frames(): number[] {
    return sums(this.#tasks);
  }

  /** The same for each kind of work alone, in the frames that have it. */
  kinds(): [string, number[]][] {
    return GROUPS.map(([kind, names]) => [kind, sums(outermost(this.#main.filter(({ name }) => names.test(name))))]);
  }

  /** How many frames the thread gave the display in a second. */
  drawn(): number {
    const commits = this.#main.filter(({ name }) => name === "Commit").map(({ ts }) => ts);
    const time = Math.max(...commits) - Math.min(...commits);
    return commits.length < 2 ? 0 : ((commits.length - 1) * 1_000_000) / time;
  }

  /** Elements whose style was looked at, in all. */
  styled(): number {
    return this.#main.filter(({ name }) => name === "UpdateLayoutTree").reduce((sum, { args }) => sum + (args.elementCount ?? 0), 0);
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
  for (const { ts, dur = 0, tdur = dur } of events) {
    const share = dur > 0 ? Math.min(1, tdur / dur) / 1000 : 0;
    // Work longer than a frame fills those after it.
    for (let at = ts, left = dur; left > 0; ) {
      const frame = Math.floor(at / FRAME);
      const here = Math.min(left, (frame + 1) * FRAME - at);
      frames.set(frame, (frames.get(frame) ?? 0) + here * share);
      at += Math.max(here, 1);
      left -= Math.max(here, 1);
    }
  }
  return [...frames.values()].filter((ms) => ms > 0).sort((a, b) => a - b);
}

/** The spread of some figures, least first. */
export function spread(sorted: number[]): string {
  const at = (share: number) => (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, p99 ${at(0.99)}, most ${at(1)} ms`;
}
