import type { PlannedPart } from './planParts';

/** Parts that wait to be sent, in order; others may join them until it is closed. */
export class PartQueue {
  private readonly parts: PlannedPart[];
  private waiting: (() => void)[] = [];
  private isClosed = false;

  constructor(parts: readonly PlannedPart[]) {
    this.parts = [...parts];
  }

  add(part: PlannedPart): void {
    this.parts.push(part);
    this.waiting.shift()?.();
  }

  /** Ends the waiting for parts that might have joined. */
  close(): void {
    this.isClosed = true;
    this.waiting.forEach((go) => go());
    this.waiting = [];
  }

  /** Takes the next part; `undefined` once there will be none any more. */
  async next(): Promise<PlannedPart | undefined> {
    while (this.parts.length === 0 && !this.isClosed) await new Promise<void>((go) => this.waiting.push(go));
    return this.parts.shift();
  }
}
