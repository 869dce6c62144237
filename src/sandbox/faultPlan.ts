import type { Effect, Fault, Service } from './fault';
import type { Conditions } from './conditions';

/** Counts requests against the faults in `conditions.faults`, each from the moment that the fault was put there. */
export class FaultPlan {
  readonly #seen = new WeakMap<Fault, number>();

  constructor(private readonly conditions: Pick<Conditions, 'faults'>) {}

  /** Counts one request and returns the effect that it must suffer; the first of several wins. */
  take(service: Service, kind: string): Effect | undefined {
    const due = this.conditions.faults.filter((fault) => this.#isDue(fault, service, kind));
    return due[0]?.effect;
  }

  #isDue(fault: Fault, service: Service, kind: string): boolean {
    if ((fault.service ?? service) !== service || (fault.kind ?? kind) !== kind) return false;
    const seen = (this.#seen.get(fault) ?? 0) + 1;
    this.#seen.set(fault, seen);
    return seen >= fault.nth && seen < fault.nth + (fault.times ?? 1);
  }
}
