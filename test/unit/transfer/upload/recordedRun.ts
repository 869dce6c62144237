import type { Progress, ProgressContext } from '../../../../src/core/ports/progressContext';

/** A run that remembers what it was told, and can be stopped. */
export class RecordedRun implements ProgressContext {
  readonly reports: Progress[] = [];
  private readonly stopping = new AbortController();

  constructor(private readonly onReport: (progress: Progress, run: RecordedRun) => void = () => undefined) {}

  get signal(): AbortSignal {
    return this.stopping.signal;
  }

  get stages(): readonly string[] {
    return this.reports.map(({ stage }) => stage).filter((stage, n, all) => stage !== all[n - 1]);
  }

  report(progress: Progress): void {
    this.reports.push(progress);
    this.onReport(progress, this);
  }

  stop(): void {
    this.stopping.abort();
  }
}
