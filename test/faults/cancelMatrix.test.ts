import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import type { Fault } from '../../src/sandbox/fault';
import { Reader, type ReadStream } from '../../src/hashing/reader';
import { CancelRoom } from './cancelRoom';
import { Packages, type Shape } from './packages';
import { Room } from './room';
import { Stuck, type StuckAt } from './stuck';
import { Tally } from './tally';

/** Something that a person starts, and may stop at any moment. */
interface Scenario {
  readonly name: string;
  readonly shape: Shape;
  readonly prepare: (room: CancelRoom) => Promise<void>;
  readonly start: (room: CancelRoom, signal: AbortSignal) => Promise<unknown>;
  readonly faults?: readonly Fault[];
  /** Whether it stores something, which the journal must then know of. */
  readonly stores?: boolean;
  /** A call without which it is not what it is called. */
  readonly calls?: string;
}

interface CancelCase extends StuckAt {
  readonly name: string;
  readonly version: string;
  readonly scenario: Scenario;
}

const nothing = (): Promise<void> => Promise.resolve();
const refused = (kind: string, nth: number, code: string, times = 1): Fault => {
  return { kind, nth, times, effect: { type: 'status', status: 403, code } };
};
const lacksCrc = (kind: string): Fault => {
  return { kind, nth: 1, effect: { type: 'lacks', headers: ['x-cos-hash-crc64ecma'] } };
};
const upload = (room: CancelRoom, signal: AbortSignal): Promise<unknown> => room.upload(signal);

const scenarios: readonly Scenario[] = [
  { name: 'upload as one PUT', shape: 'one PUT', prepare: nothing, start: upload, stores: true },
  { name: 'upload in parts', shape: 'parts', prepare: nothing, start: upload, stores: true },
  {
    name: 'upload with a renewal and a HEAD',
    shape: 'parts',
    prepare: nothing,
    start: upload,
    stores: true,
    faults: [refused('UploadPart', 2, 'ExpiredToken'), lacksCrc('CompleteMultipartUpload')],
  },
  {
    name: 'upload whose parts are lost',
    shape: 'parts',
    prepare: nothing,
    start: upload,
    stores: true,
    faults: [refused('UploadPart', 2, 'NoSuchUpload'), refused('CompleteMultipartUpload', 1, 'InvalidPart')],
  },
  {
    name: 'upload where parts are not allowed',
    shape: 'parts',
    prepare: nothing,
    start: upload,
    stores: true,
    faults: [refused('UploadPart', 1, 'AccessDenied', 2)],
  },
  {
    name: 'upload that copies',
    shape: 'parts',
    calls: 'store.copyPart',
    prepare: (room) => room.putBase(),
    start: upload,
    stores: true,
  },
  {
    name: 'upload whose copies are not answered',
    shape: 'parts',
    calls: 'store.copyPart',
    prepare: (room) => room.putBase(),
    start: upload,
    stores: true,
    faults: [{ kind: 'UploadPartCopy', nth: 2, effect: { type: 'reset', when: 'beforeAnswer' } }],
  },
  { name: 'resume', shape: 'parts', prepare: (room) => room.stopHalfWay(), start: upload, stores: true },
  {
    name: 'discard',
    shape: 'parts',
    prepare: (room) => room.stopHalfWay(),
    start: (room, signal) => room.discard(signal),
    stores: true,
  },
  { name: 'link', shape: 'one PUT', prepare: (room) => room.store(), start: (room, signal) => room.link(signal) },
  {
    name: 'download',
    shape: 'one PUT',
    prepare: (room) => room.store(),
    start: (room, signal) => room.download(signal),
  },
];

// Of the event loop: what is not over by then waits for something, be it a timer or what never comes.
const turns = 40;

describe('cancelled while what it waits for never settles', () => {
  const tally = new Tally('cancel matrix');
  let packages: Packages;
  let room: Room;
  let cases = 0;

  before(async () => {
    packages = await Packages.make();
    room = await Room.open();
  });
  after(async () => {
    tally.tell();
    await room.close();
    await packages.remove();
  });

  for (const scenario of scenarios) {
    it(scenario.name, async () => {
      const calls = await callsOf(scenario);
      assert.ok(calls.includes(scenario.calls ?? calls[0]!));
      const seen = new Map<string, number>();
      const all = calls.flatMap((label) => {
        const nth = (seen.get(label) ?? 0) + 1;
        seen.set(label, nth);
        return [false, true].map((isDone): CancelCase => {
          const name = `${scenario.name}: ${label} ${nth}${isDone ? ', done' : ''}`;
          return { name, label, nth, isDone, version: `w${++cases}`, scenario };
        });
      });
      // One after the other: what gets stuck of files and of the reader does so in the whole process.
      await tally.runAll(all, [room], run);
    });
  }

  /** What a run that nobody stops waits for, in order. */
  async function callsOf(scenario: Scenario): Promise<readonly string[]> {
    const one = await prepared(scenario, `w${++cases}`, undefined, () => undefined);
    try {
      await scenario.start(one.cancelRoom, new AbortController().signal);
      return one.stuck.calls.slice(one.before);
    } finally {
      await one.end();
    }
  }

  async function run({ scenario, version, label, nth, isDone }: CancelCase): Promise<void> {
    const stop = new AbortController();
    let onReached = (): void => undefined;
    const reached = new Promise<void>((resolve) => (onReached = resolve));
    const one = await prepared(scenario, version, { label, nth, isDone }, onReached);
    try {
      const ending = scenario.start(one.cancelRoom, stop.signal).then(
        () => 'done',
        (error: unknown) => error,
      );
      // What is not awaited may be reached after the end.
      await Promise.race([reached, ending]);
      stop.abort();
      const ended = await Promise.race([ending, passed(turns)]);
      assert.notEqual(ended, 'nothing', 'it still waits');
      const isCancelled = ended instanceof AppError && ended.failure === 'cancelled';
      assert.ok(isCancelled || ended === 'done', String(ended));
      if (!isCancelled) return tally.remark('was not awaited, or stopped too late');
      // The object of a single PUT is in no journal: it is gone when the clock goes on.
      if (scenario.shape === 'one PUT') {
        one.cancelRoom.clock.go();
        await Promise.race([one.cancelRoom.uploader.settled(), passed(4000)]);
      }
      if (scenario.stores) assert.equal(one.cancelRoom.unknown(), undefined, 'the journal does not know what is left');
    } finally {
      await one.end();
    }
  }

  /** Everything up to the start. Only what comes after that is counted, and gets stuck. */
  async function prepared(scenario: Scenario, version: string, at: StuckAt | undefined, onReached: () => void) {
    const stuck = new Stuck(at, onReached);
    const cancelRoom = new CancelRoom(room, packages.of(scenario.shape), version, stuck);
    await scenario.prepare(cancelRoom);
    await cancelRoom.uploader.settled();
    const before = stuck.begin();
    room.sandbox.conditions.faults = [...(scenario.faults ?? [])];
    stuck.files();
    const plain = Object.getOwnPropertyDescriptor(Reader.prototype, 'open')!;
    const open = plain.value as () => ReadStream;
    Reader.prototype.open = function (this: Reader) {
      return stuck.port('reader', open.call(this), ['read', 'digest']);
    };
    const end = async (): Promise<void> => {
      stuck.end();
      Object.defineProperty(Reader.prototype, 'open', plain);
      cancelRoom.clock.go();
      await cancelRoom.end();
    };
    return { stuck, cancelRoom, before, end };
  }
});

async function passed(most: number): Promise<'nothing'> {
  for (let turn = 0; turn < most; turn++) await new Promise((resolve) => setImmediate(resolve));
  return 'nothing';
}
