import { thisProcess } from './processLiveness';

/** The end of the names of heartbeat files. */
export const pulseSuffix = '.pulse';

/** Files of a folder by name; `append` creates a file, but no folder. */
export interface HeartbeatFiles {
  read(name: string): Promise<{ readonly text: string } | undefined>;
  append(name: string, text: string): Promise<void>;
}

/** The clock of heartbeats: `now` is ms and only goes forward; `every` repeats until the returned function is called. */
export interface HeartbeatClock {
  now(): number;
  every(ms: number, work: () => void): () => void;
}

interface Observed {
  text: string | undefined;
  readAt: number;
  silentMs: number;
}

const beatMs = 30_000;
const readMs = 15_000;
// A machine that slept, and a process that was busy, must have had its turn in between.
const maxCountedMs = 20_000;
const staleAfterMs = 300_000;

/** The clock of this machine. */
export const systemHeartbeatClock: HeartbeatClock = {
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};

/**
 * Detects that a process is dead although another one has its number now, where the system does not say when a process was
 * started: each appends to a file every 30 s, and one whose file has not changed for five minutes is dead. Compares no clocks;
 * what this machine sleeps does not count.
 */
export class Heartbeats {
  private readonly observed = new Map<string, Observed>();
  private isBeating = false;
  private stopReading: (() => void) | undefined;

  /** `own` names the file of this process; `clock` is replaced by tests. */
  constructor(
    private readonly files: HeartbeatFiles,
    private readonly own: string | undefined = thisProcess.pulse,
    private readonly clock: HeartbeatClock = systemHeartbeatClock,
  ) {}

  /** Starts the heartbeat of this process, once. */
  begin(): void {
    const { own } = this;
    if (own === undefined || this.isBeating) return;
    this.isBeating = true;
    this.clock.every(beatMs, () => void this.files.append(nameOf(own), '.').catch(() => undefined));
  }

  /** Tells whether a process has been silent for so long that it must be dead; observes it from the first call on. */
  isSilent(pulse: string): boolean {
    const found = this.observed.get(pulse);
    if (found) return found.silentMs >= staleAfterMs;
    this.observed.set(pulse, { text: undefined, readAt: this.clock.now(), silentMs: 0 });
    this.stopReading ??= this.clock.every(readMs, () => void this.readAll());
    return false;
  }

  private async readAll(): Promise<void> {
    await Promise.all([...this.observed].map(([pulse, one]) => this.observe(pulse, one).catch(() => undefined)));
  }

  private async observe(pulse: string, one: Observed): Promise<void> {
    const text = (await this.files.read(nameOf(pulse)))?.text;
    const now = this.clock.now();
    one.silentMs = text === one.text ? one.silentMs + Math.min(now - one.readAt, maxCountedMs) : 0;
    one.text = text;
    one.readAt = now;
  }
}

function nameOf(pulse: string): string {
  return `${pulse}${pulseSuffix}`;
}
