import assert from 'node:assert/strict';
import type { GrantRequest } from '../../src/core/ports/tem';
import { checkOrphans, checkStored } from './checkEnding';
import { Packages, requestsOf, shapes, type Shape } from './packages';
import { Room } from './room';
import { Tally } from './tally';
import { Trial } from './trial';

const lifetimeS = 200;
const laterMs = (lifetimeS + 1) * 1000;

/** Who knows, right before the request, that the token has expired. */
const ways = ['the store says so', 'by the clock of the store', 'by both clocks'] as const;
const places = ['the same place', 'another place'] as const;

interface ExpiryCase {
  readonly name: string;
  readonly version: string;
  readonly shape: Shape;
  /** Which request of the run, from 1. */
  readonly nth: number;
  readonly way: (typeof ways)[number];
  readonly place: (typeof places)[number];
}

describe('a token that expires right before a request', () => {
  const tally = new Tally('expiring tokens');
  let packages: Packages;
  let rooms: readonly Room[];
  let cases = 0;

  before(async () => {
    packages = await Packages.make();
    rooms = await Promise.all([Room.open(), Room.open()]);
  });
  after(async () => {
    tally.tell();
    await Promise.all(rooms.map((room) => room.close()));
    await packages.remove();
  });

  for (const shape of shapes) {
    for (const place of places) {
      for (const way of ways) {
        it(`${shape}: ${way}, and the next one is for ${place}`, () =>
          tally.runAll(
            // The first request gets the token.
            requestsOf[shape].slice(1).map((kind, at) => {
              const name = `request ${at + 2} (${kind})`;
              return { name, version: `x${++cases}`, shape, nth: at + 2, way, place };
            }),
            rooms,
            run,
          ));
      }
    }
  }

  async function run(one: ExpiryCase, room: Room): Promise<void> {
    const file = packages.of(one.shape);
    const moved = `${one.version}-moved`;
    const rename = (request: GrantRequest, nth: number) => (nth > 1 ? { ...request, version: moved } : request);
    const trial = new Trial(room, file, one.version, one.place === 'another place' ? { rename } : {});
    const newKey = room.keyOf(moved, trial.order.packageName);
    try {
      room.sandbox.conditions.tokenLifetime = lifetimeS;
      const expiring = expire(trial, one);
      const ending = await trial.upload();
      await expiring;
      await checkStored(trial, ending, { file, old: undefined });
      assert.equal(room.requests.filter(({ kind }) => kind === 'CreateCosToken').length, 2, 'one token for all');
      if (one.place === 'the same place') return checkOrphans(trial);
      assert.ok('uploaded' in ending && ending.uploaded.key === newKey);
      assert.equal(room.stored(trial.key), undefined);
      checkOld(trial, one);
    } finally {
      room.clear([trial.key, newKey]);
    }
  }

  /** What was begun at the first place can be dropped only while its token is good. */
  function checkOld(trial: Trial, { way }: ExpiryCase): void {
    const { uploads, requests } = trial.room;
    if (way === 'the store says so' || uploads.length === 0) return assert.deepEqual(uploads, []);
    tally.remark('left at the first place, whose only token had expired');
    assert.deepEqual(
      uploads.map(({ key }) => key),
      [trial.key],
    );
    const aborts = requests.filter(({ kind }) => kind === 'AbortMultipartUpload');
    assert.ok(aborts.length > 0 && aborts.every(({ status }) => status === 403 || status === 400));
  }
});

async function expire({ room, clock }: Trial, { nth, way }: ExpiryCase): Promise<void> {
  if (way === 'the store says so') {
    const effect = { type: 'status', status: 403, code: 'ExpiredToken' } as const;
    room.sandbox.conditions.faults = [{ nth, effect }];
    return;
  }
  // The token is made before the first request ends; every other one is signed before it arrives.
  await room.sandbox.requests.next();
  for (let arrived = 2; arrived < nth; arrived++) await room.sandbox.requests.arrival();
  room.ahead = laterMs;
  if (way === 'by both clocks') clock.skip(laterMs);
}
