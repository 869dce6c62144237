import type { Clock } from '../clock';
import type { Log } from '../ports/log';
import type { RolloutRecords } from '../ports/rolloutRecords';

/** The collaborators of `NoteWatcher`. */
export interface NoteWatcherDeps {
  readonly records: Pick<RolloutRecords, 'watch'>;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly log: Log;
  /** Takes up what no living window has; resolves with whether another one has what this one could go on with. */
  readonly takeUp: () => Promise<boolean>;
}

const againMs = 30_000;

/**
 * Looks for rollouts whose window is gone: when a note changes, and every 30 s while another window has one, since a window that
 * is killed changes nothing. Without such a note there is no timer.
 */
export class NoteWatcher {
  private stopWatching: (() => void) | undefined;
  private waiting: AbortController | undefined;

  constructor(private readonly deps: NoteWatcherDeps) {}

  /** Begins to look, or ends it. */
  turn(isWanted: boolean): void {
    if (isWanted) this.stopWatching ??= this.deps.records.watch(() => void this.tryLook());
    if (isWanted) return;
    this.stopWatching?.();
    this.stopWatching = undefined;
    this.waiting?.abort();
  }

  /** Looks now. Throws `journalFailed` where the notes cannot be read. */
  async look(): Promise<void> {
    const isOthers = await this.deps.takeUp();
    this.waiting?.abort();
    if (isOthers) void this.lookAgain();
  }

  private async tryLook(): Promise<void> {
    try {
      await this.look();
    } catch (error) {
      this.deps.log.debug(`the notes of deployments cannot be read: ${String(error)}`);
    }
  }

  private async lookAgain(): Promise<void> {
    if (!this.stopWatching) return;
    const waiting = new AbortController();
    this.waiting = waiting;
    await this.deps.clock.sleep(againMs, waiting.signal).catch(() => undefined);
    if (!waiting.signal.aborted) await this.tryLook();
    // It could not be read: what the other window has is still to be looked for.
    if (!waiting.signal.aborted) void this.lookAgain();
  }
}
