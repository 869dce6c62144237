import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Knobs } from '../knobs';
import { Pace } from './pace';

interface Paces {
  readonly up: Pace;
  readonly down: Pace;
}

/** Slows the traffic between client and sandbox as the knobs say. Every wait ends when `signal` aborts. */
export class Link {
  readonly #shared: Paces = { up: new Pace(), down: new Pace() };
  readonly #own = new WeakMap<Socket, Paces>();

  constructor(
    private readonly knobs: Knobs,
    readonly signal: AbortSignal,
  ) {}

  /** Waits for the latency of one request, longer for the first of a connection. Rejects when `signal` aborts. */
  async reach(socket: Socket): Promise<void> {
    const first = !this.#own.has(socket);
    this.#paces(socket);
    const delay = this.knobs.latency + (first ? this.knobs.connectionLatency : 0);
    if (delay > 0) await wait(delay, undefined, { signal: this.signal });
  }

  /** Waits until `bytes` bytes have passed in `direction`. Rejects when `signal` aborts. */
  async pass(socket: Socket, direction: keyof Paces, bytes: number): Promise<void> {
    if (!this.limited) return;
    await this.#shared[direction].pass(bytes, this.knobs.sharedBandwidth, this.signal);
    await this.#paces(socket)[direction].pass(bytes, this.knobs.bandwidth, this.signal);
  }

  get limited(): boolean {
    return this.knobs.bandwidth > 0 || this.knobs.sharedBandwidth > 0;
  }

  #paces(socket: Socket): Paces {
    const known = this.#own.get(socket) ?? { up: new Pace(), down: new Pace() };
    this.#own.set(socket, known);
    return known;
  }
}
