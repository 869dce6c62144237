import { systemClock, type Clock } from '../../src/core/clock';

/** A clock that goes `factor` times as fast as this machine's since `since` (epoch ms), in every process alike. */
export class FastClock implements Clock {
  constructor(
    private readonly since: number,
    private readonly factor: number,
  ) {}

  readonly now = (): number => this.since + (Date.now() - this.since) * this.factor;
  readonly random = (): number => 1;
  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> => systemClock.sleep(ms / this.factor, signal);
}
