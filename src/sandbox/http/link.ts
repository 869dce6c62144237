import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Conditions } from '../conditions';
import { Pace } from './pace';

interface Paces {
  readonly up: Pace;
  readonly down: Pace;
}

/** Slows the traffic between client and sandbox as the conditions say. Every wait ends when `signal` aborts. */
export class Link {
  readonly #shared: Paces = { up: new Pace(), down: new Pace() };
  readonly #own = new WeakMap<Socket, Paces>();

  constructor(
    private readonly conditions: Conditions,
    readonly signal: AbortSignal,
  ) {}

  /** Waits for the latency of one request, longer for the first of a connection. Rejects when `signal` aborts. */
  async reach(socket: Socket): Promise<void> {
    const first = !this.#own.has(socket);
    this.#paces(socket);
    const delay = this.conditions.latency + (first ? this.conditions.connectionLatency : 0);
    if (delay > 0) await wait(delay, undefined, { signal: this.signal });
  }

  /** Waits until `bytes` bytes have passed in `direction`. Rejects when `signal` aborts. */
  async pass(socket: Socket, direction: keyof Paces, bytes: number): Promise<void> {
    if (!this.limited) return;
    await this.#shared[direction].pass(bytes, this.conditions.sharedBandwidth, this.signal);
    await this.#paces(socket)[direction].pass(bytes, this.conditions.bandwidth, this.signal);
  }

  get limited(): boolean {
    return this.conditions.bandwidth > 0 || this.conditions.sharedBandwidth > 0;
  }

  #paces(socket: Socket): Paces {
    const known = this.#own.get(socket) ?? { up: new Pace(), down: new Pace() };
    this.#own.set(socket, known);
    return known;
  }
}
