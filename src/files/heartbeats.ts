import { thisProcess } from './processLiveness';

/** How the names of such files end. */
export const pulseSuffix = '.pulse';

/** Files by name, in a folder; `append` makes one, but no folder. */
export interface HeartbeatFiles {
  read(name: string): Promise<{ readonly text: string } | undefined>;
  append(name: string, text: string): Promise<void>;
}

/** How time passes: `now` in ms of a clock that only goes forward; `every` calls until what it answers is called. */
export interface HeartbeatClock {
  now(): number;
  every(ms: number, work: () => void): () => void;
}

interface Observed {
  text: string | undefined;
  lookedAt: number;
  silentMs: number;
}

const pulseMs = 30_000;
const lookMs = 15_000;
// A machine that slept, and a process that was busy, must have had its turn in between.
const maxCountedMs = 20_000;
const deadMs = 300_000;

const machineBeat: HeartbeatClock = {
  now: () => performance.now(),
  every(ms, work) {
    const timer = setInterval(work, ms).unref();
    return () => clearInterval(timer);
  },
};

/**
 * Tells a living process from another one that has got its number, where the system does not say when a process was started:
 * each appends to a file every 30 s, and one whose file has not changed for five minutes is dead. No clock is compared, and what
 * this machine sleeps does not count.
 */
export class Heartbeats {
  private readonly observed = new Map<string, Observed>();
  private isBeating = false;
  private stopLooking: (() => void) | undefined;

  /** `own` is this process's; the rest is another for tests. */
  constructor(
    private readonly files: HeartbeatFiles,
    private readonly own: string | undefined = thisProcess.pulse,
    private readonly beat: HeartbeatClock = machineBeat,
  ) {}

  /** This process has something here from now on. */
  begin(): void {
    const { own } = this;
    if (own === undefined || this.isBeating) return;
    this.isBeating = true;
    this.beat.every(pulseMs, () => void this.files.append(nameOf(own), '.').catch(() => undefined));
  }

  /** Whether a process has been silent for so long that it must be dead. Who is asked about is watched from then on. */
  isSilent(pulse: string): boolean {
    const found = this.observed.get(pulse);
    if (found) return found.silentMs >= deadMs;
    this.observed.set(pulse, { text: undefined, lookedAt: this.beat.now(), silentMs: 0 });
    this.stopLooking ??= this.beat.every(lookMs, () => void this.look());
    return false;
  }

  private async look(): Promise<void> {
    await Promise.all([...this.observed].map(([pulse, one]) => this.lookAt(pulse, one).catch(() => undefined)));
  }

  private async lookAt(pulse: string, one: Observed): Promise<void> {
    const text = (await this.files.read(nameOf(pulse)))?.text;
    const now = this.beat.now();
    one.silentMs = text === one.text ? one.silentMs + Math.min(now - one.lookedAt, maxCountedMs) : 0;
    one.text = text;
    one.lookedAt = now;
  }
}

function nameOf(pulse: string): string {
  return `${pulse}${pulseSuffix}`;
}
