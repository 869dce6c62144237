import type { Effect, Fault, Landing } from '../../src/sandbox/fault';
import { StoredObject } from '../../src/sandbox/cos/store';
import { note } from '../harness/note';
import { runDeltaCase, type DeltaCase } from './deltaCase';
import { DeltaPackage, type Spoilt } from './deltaPackage';
import { Room } from './room';
import { Tally } from './tally';

const landings: readonly Landing[] = ['afterPart', 'afterList', 'beforeComplete', 'whileJoining', 'never'];
const spoilt: readonly Spoilt[] = ['nowhere', 'first', 'second', 'last', 'everywhere'];
const crc64 = 'x-cos-hash-crc64ecma';

/** What a store that lists no parts, or not truthfully, does. */
const listings: readonly (readonly [string, Effect | undefined])[] = [
  ['parts are listed', undefined],
  ['parts may not be listed', { type: 'status', status: 403, code: 'AccessDenied' }],
  ['no list is answered', { type: 'reset', when: 'afterBody' }],
];

type Late = Omit<DeltaCase, 'version' | 'policy' | 'mustSucceed' | 'resumes'> & { readonly mustSucceed?: boolean };

/** Stops an upload half-way, from where it is to be resumed. */
const stopped = (kind: string): Fault => {
  return { kind, nth: 1, times: Infinity, effect: { type: 'status', status: 402, code: 'PaymentRequired' } };
};

describe('copies that land late, and bases that are not what they were', () => {
  const tally = new Tally('late copies');
  let delta: DeltaPackage;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    delta = await DeltaPackage.make();
    rooms = await Promise.all(Array.from({ length: 4 }, () => Room.open()));
    note('late copies: the second copy on a store whose ETags are no MD5s');
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await delta.remove();
  });

  const runAll = (list: readonly Late[]): Promise<void> =>
    tally.runAll(
      list.map((one): DeltaCase => {
        return { mustSucceed: true, ...one, version: `l${++cases}`, policy: 'application', resumes: true };
      }),
      rooms,
      (one, room) => runDeltaCase(one, room, delta, tally),
    );

  for (const until of landings) {
    for (const [words, listing] of listings) {
      it(`landing ${until}; ${words}`, () =>
        runAll(
          [1, 2, 3].flatMap((nth) =>
            (['nowhere', 'everywhere'] as const).flatMap((spoiltAt) =>
              (['reset', 'hang'] as const).map((by) => ({
                name: `copy ${nth} of a base that is spoilt ${spoiltAt}, ${by}`,
                faults: [
                  { kind: 'UploadPartCopy', nth, effect: { type: 'late', until, by } },
                  ...(listing ? [{ kind: 'ListParts', nth: 1, times: Infinity, effect: listing }] : []),
                ] as readonly Fault[],
                spoilt: spoiltAt,
                isOpaque: nth === 2,
                options: { idleTimeoutMs: 400 },
                sendsMore: 'what a late copy has spoilt goes again',
              })),
            ),
          ),
        ));
    }
  }

  for (const until of landings) {
    it(`landing ${until}, once the upload was stopped and resumed`, () =>
      runAll(
        [1, 2, 3].flatMap((nth) =>
          (['nowhere', 'everywhere'] as const).map((spoiltAt) => ({
            name: `copy ${nth} of a base that is spoilt ${spoiltAt}`,
            faults: [
              { kind: 'UploadPartCopy', nth, effect: { type: 'late', until, by: 'hang' } },
              stopped('CompleteMultipartUpload'),
            ] as readonly Fault[],
            spoilt: spoiltAt,
            isOpaque: nth === 2,
            options: { idleTimeoutMs: 400 },
            mustSucceed: false,
            sendsMore: 'what a late copy has spoilt goes again',
          })),
        ),
      ));
  }

  it('a base with other bytes than was claimed, whatever sums there are', () =>
    runAll(
      spoilt.flatMap((spoiltAt) =>
        [true, false].flatMap((hasCrc64) =>
          [false, true].flatMap((isOpaque) =>
            lacks.map(([words, faults]) => ({
              name: `spoilt ${spoiltAt}, ${hasCrc64 ? 'with' : 'without'} CRC-64, ${isOpaque ? 'opaque' : 'MD5'}, ${words}`,
              faults,
              spoilt: spoiltAt,
              hasCrc64,
              isOpaque,
              sendsMore: 'an object without a sum goes again',
            })),
          ),
        ),
      ),
    ));

  for (const [words, copyMs, copyPatienceMs] of [
    ['are waited for', 40, 10_000],
    ['are not waited for, and land while their parts are sent', 60, 30],
    ['are not waited for, and find nothing to land on', 900, 100],
  ] as const) {
    it(`copies that take their time, and ${words}`, () =>
      runAll(
        [false, true].flatMap((copySpaces) =>
          [false, true].flatMap((isOpaque) =>
            (['nowhere', 'everywhere'] as const).map((spoiltAt) => ({
              name: `${copySpaces ? 'white space' : 'silence'}, ${isOpaque ? 'opaque' : 'MD5'}, spoilt ${spoiltAt}`,
              faults: [],
              spoilt: spoiltAt,
              isOpaque,
              copying: { copyMs, copySpaces },
              options: { uploader: { copyPatienceMs } },
              sendsMore: 'what a late copy has spoilt goes again',
            })),
          ),
        ),
      ));
  }

  for (const [words, act] of [
    ['is replaced', replace],
    ['vanishes', (room: Room) => room.sandbox.store.delete(room.bucket, delta.keyIn(room))],
  ] as const) {
    it(`a base that ${words} at any request`, () =>
      runAll(
        Array.from({ length: 9 }, (_, at) => at + 1).flatMap((nth) =>
          [false, true].map((isOpaque) => ({
            name: `request ${nth}, ${isOpaque ? 'opaque' : 'MD5'}`,
            faults: [],
            isOpaque,
            meanwhile: { nth, act },
          })),
        ),
      ));
  }

  function replace(room: Room): void {
    const key = delta.keyIn(room);
    const bytes = Buffer.alloc(9_000_000, 'other');
    room.sandbox.store.put(
      new StoredObject(room.bucket, key, [bytes], bytes.length, '"other"', '5', 'x/y', Date.now()),
    );
  }
});

const without = (kind: string): Fault => {
  return { kind, nth: 1, times: Infinity, effect: { type: 'lacks', headers: [crc64] } };
};
const lacks: readonly (readonly [string, readonly Fault[]])[] = [
  ['all are told', []],
  ['no CRC-64 of copies', [without('UploadPartCopy')]],
  ['no CRC-64 at the end', [without('CompleteMultipartUpload')]],
];
