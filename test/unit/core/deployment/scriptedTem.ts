import type { FollowedAccounts } from '../../../../src/core/deployment/rolloutBoard';
import { Rollouts, type RolloutsDeps } from '../../../../src/core/deployment/rollouts';
import type { RolloutDetail, Workload } from '../../../../src/core/deployment/rolloutReading';
import { AppError } from '../../../../src/core/errors';
import type { Instance } from '../../../../src/core/model';
import { noLog } from '../../../../src/core/ports/log';
import type { RolloutRecord, RolloutRecords } from '../../../../src/core/ports/rolloutRecords';
import type { Tem } from '../../../../src/core/ports/tem';
import type { RolloutRequest, TemRollouts } from '../../../../src/core/ports/temRollouts';
import type { HandClock } from './handClock';
import { oldInstances, priorDetail, priorWorkload } from './rolloutSamples';

type Call = keyof TemRollouts | 'listInstances';

/** TEM in memory: what it shows is set by the test, every call is written down with its time. */
export class ScriptedTem implements TemRollouts, Pick<Tem, 'listInstances'> {
  detail: RolloutDetail | undefined = priorDetail;
  workload: Workload | undefined = priorWorkload;
  instances: readonly Instance[] = oldInstances;
  readonly calls: { readonly call: Call; readonly at: number }[] = [];
  readonly begun: RolloutRequest[] = [];
  /** Runs at a call, before it is answered: what it throws is the answer. */
  onCall: Partial<Record<Call, () => void | Promise<void>>> = {};

  constructor(private readonly clock: HandClock) {}

  count(...wanted: Call[]): number {
    return this.calls.filter(({ call }) => wanted.length === 0 || wanted.includes(call)).length;
  }

  async beginRollout(request: RolloutRequest): Promise<void> {
    this.begun.push(request);
    await this.called('beginRollout');
  }
  continueRollout = (): Promise<void> => this.called('continueRollout');
  revertRollout = (): Promise<void> => this.called('revertRollout');
  async describeRollout(): Promise<RolloutDetail | undefined> {
    await this.called('describeRollout');
    return this.detail;
  }
  async describeWorkload(): Promise<Workload | undefined> {
    await this.called('describeWorkload');
    return this.workload;
  }
  async listInstances(): Promise<readonly Instance[]> {
    await this.called('listInstances');
    return this.instances;
  }

  show(shown: { detail?: RolloutDetail; workload?: Workload; instances?: readonly Instance[] }): void {
    Object.assign(this, shown);
  }

  private async called(call: Call): Promise<void> {
    this.calls.push({ call, at: this.clock.now() });
    await this.onCall[call]?.();
  }
}

/** Notes in memory, which several windows share. */
export class SharedNotes {
  readonly records = new Map<string, RolloutRecord>();
  readonly saved: RolloutRecord[] = [];
  /** Those who are told of changes, as files are watched: not of a window that is killed. */
  readonly watchers = new Set<() => void>();
  /** How often the notes were read. */
  reads = 0;
  isUnreadable = false;
  /** Runs before a note is saved: what it throws is the outcome. */
  onSave: (record: RolloutRecord) => void | Promise<void> = () => undefined;
  private readonly holders = new Map<string, object>();

  /** Returns the notes as one window sees them. */
  window(): RolloutRecords {
    const me = {};
    const release = (id: string): void => {
      if (this.holders.get(id) === me) this.holders.delete(id);
      this.tell();
    };
    return {
      all: () => {
        this.reads++;
        if (this.isUnreadable) return Promise.reject(new AppError('journalFailed', 'the disk is away'));
        return Promise.resolve([...this.records.values()]);
      },
      save: async (record) => {
        await this.onSave(record);
        this.saved.push(record);
        this.records.set(record.plan.id, record);
        this.tell();
      },
      hold: (id) => {
        if ((this.holders.get(id) ?? me) !== me) return Promise.resolve(false);
        this.holders.set(id, me);
        return Promise.resolve(true);
      },
      release: (id) => Promise.resolve(release(id)),
      forget: () => Promise.reject(new Error('nothing is forgotten')),
      watch: (onChange) => {
        this.watchers.add(onChange);
        return () => void this.watchers.delete(onChange);
      },
      shutDown: () => [...this.holders.keys()].forEach(release),
    };
  }

  isHeld(id: string): boolean {
    return this.holders.has(id);
  }

  /** Lets the process that holds a note be gone, which nobody is told of. */
  loseHolder(id: string): void {
    this.holders.delete(id);
  }

  private tell(): void {
    for (const onChange of [...this.watchers]) setImmediate(onChange);
  }
}

/** Opens the rollouts of one window, in which an account is signed in. */
export function openWindow(
  tem: ScriptedTem,
  notes: SharedNotes,
  clock: HandClock,
  measure?: RolloutsDeps['measure'],
): Rollouts {
  let ids = 0;
  const board = new Rollouts({
    tem,
    clock,
    records: notes.window(),
    connections: {
      connect: () => Promise.resolve({ site: 'sandbox', credential: { secretId: 'i', secretKey: 'k' }, endpoints: {} }),
    },
    auth: { observe: (_account, _signal, job) => job },
    log: noLog,
    watchMs: () => 30_000,
    newId: () => `id-${++ids}`,
    who: () => 'Ada',
    ...(measure && { measure }),
  });
  void board.setAccounts(signedIn('a'));
  return board;
}

/** Accounts that all windows share. */
export function signedIn(...ids: readonly string[]): FollowedAccounts {
  return { signedIn: ids, shared: ids };
}

export const fails = (failure: AppError['failure']) => (): never => {
  throw new AppError(failure, 'said so');
};
