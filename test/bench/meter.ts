import { readFileSync, writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What one upload took. ms and bytes; `delay99` and `delayMost` are of the event loop, absent for other programs. */
export interface Sample {
  readonly ms: number;
  readonly cpuMs?: number;
  readonly peakRss?: number;
  readonly delay99?: number;
  readonly delayMost?: number;
}

const resolution = 1;

/** Measures this process from its making until it is read. */
export class Meter {
  private readonly delay = monitorEventLoopDelay({ resolution });
  private readonly cpu = process.cpuUsage();
  private readonly began: number;

  constructor() {
    forgetPeak();
    this.delay.enable();
    this.began = performance.now();
  }

  read(): Sample {
    const ms = performance.now() - this.began;
    const { user, system } = process.cpuUsage(this.cpu);
    this.delay.disable();
    const [delay99, delayMost] = [this.delay.percentile(99) / 1e6, this.delay.max / 1e6];
    return { ms, cpuMs: (user + system) / 1000, peakRss: peak(), delay99, delayMost };
  }
}

/** Linux: the peak begins anew. Elsewhere it is that of the whole life of the process. */
function forgetPeak(): void {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
  } catch {
    return;
  }
}

function peak(): number {
  try {
    const [, kiB] = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
    return Number(kiB) * 1024;
  } catch {
    return process.resourceUsage().maxRSS * 1024;
  }
}
