import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { UnfinishedUpload } from '../../src/core/ports/uploadJournal';
import { FileJournal } from '../../src/journal/fileJournal';
import { thisHost } from '../../src/files/processLiveness';
import { noteOf } from '../fixtures/noteOf';

/** How an act ended: with an answer, or with the failure that a person is told. */
export type Outcome = { readonly answer: NonNullable<unknown> | null } | { readonly failure: string };

/** One thing that the journal does, from what, and what must hold whatever its operations on files suffer. */
export interface Scenario {
  /** What was there, done by a journal whose files suffer nothing: the same that acts. */
  readonly before: (journal: FileJournal, folder: string) => Promise<unknown>;
  readonly act: (journal: FileJournal) => Promise<unknown>;
  /**
   * Once nothing suffers any more: `next` is the journal of another window, `acted` the one that acted; where its process was
   * killed there is neither that nor an outcome.
   */
  readonly check: (next: FileJournal, outcome?: Outcome, acted?: FileJournal) => Promise<void>;
  /** Locks are of processes: only a real one can be killed over them. */
  readonly isLocked?: true;
}

export const place = { bucket: 'b', key: 'k' };
const etag = 'd41d8cd98f00b204e9800998ecf8427e';
const failures: readonly string[] = ['diskFull', 'journalFailed', 'alreadyLocked'];

/** An upload of which so many parts are completed. */
export function upload(id: string, parts = 1, uploadId = 'u'): UnfinishedUpload {
  const target = { accountId: 'a', region: 'ap-x', applicationId: 'service-1', applicationName: 'orders' };
  const file = { bytes: 5_000_000, modifiedNs: '1', inode: '2' };
  const completedParts = [1, 2].slice(0, parts).map((number) => {
    return { number, etag, start: (number - 1) * 2_000_000, end: number * 2_000_000, crc64: '7' };
  });
  return {
    order: { id, target, path: '/x/orders.jar', packageName: 'orders.jar', versionTemplate: 'v' },
    version: 'v',
    checkpoint: { ...place, uploadId, begunAt: 1, partBytes: 2_000_000, file, completedParts },
  };
}

const one = upload('o-1');
const more = upload('o-1', 2);
const anew = upload('o-1', 1, 'another');

const noteOne = (journal: FileJournal) => journal.save('o-1', one);
const leaveOne = async (journal: FileJournal) => {
  await journal.save('o-1', one);
  await journal.release('o-1');
};

/** Of what is noted so, the second part is in a log. */
const noteMore = async (journal: FileJournal) => {
  await journal.save('o-1', one);
  await journal.save('o-1', more);
};

/** Everything that is offered, or will be dropped, by its id in the store. */
async function known(journal: FileJournal): Promise<readonly string[]> {
  return [...(await journal.abandoned()), ...(await journal.pendingCleanups())].map(
    ({ checkpoint }) => checkpoint.uploadId,
  );
}

async function isOffered(journal: FileJournal): Promise<void> {
  assert.deepEqual(
    (await journal.abandoned()).map(({ order }) => order.id),
    ['o-1'],
    'Resume is not offered',
  );
}

async function keepsMore(journal: FileJournal): Promise<void> {
  await isOffered(journal);
  assert.deepEqual(await journal.find('o-1'), more, 'a part that was noted is forgotten');
}

function isNever(answer: unknown, outcome: Outcome | undefined, why: string): void {
  if (!outcome) return;
  if ('failure' in outcome) assert.ok(failures.includes(outcome.failure), `it fails as ${outcome.failure}`);
  else assert.notDeepEqual(outcome.answer, answer, why);
}

export const scenarios: Readonly<Record<string, Scenario>> = {
  'the first note': {
    before: () => Promise.resolve(),
    act: noteOne,
    async check(next) {
      assert.ok([undefined, 1].includes((await next.find('o-1'))?.checkpoint.completedParts.length), 'half a note');
    },
  },
  'another note': {
    before: noteOne,
    act: (journal) => journal.save('o-1', more),
    async check(next) {
      assert.ok(
        ((await next.find('o-1'))?.checkpoint.completedParts.length ?? 0) >= 1,
        'what had arrived is forgotten',
      );
    },
  },
  'forgetting what is done': {
    before: noteOne,
    act: (journal) => journal.save('o-1', undefined),
    async check(_next, _outcome, acted) {
      assert.equal(await acted?.find('o-1'), undefined, 'what is done is offered');
      assert.deepEqual((await acted?.abandoned()) ?? [], []);
    },
  },
  'a drop that the store does not hear': {
    before: noteOne,
    act: async (journal) => {
      await journal.abandon(one);
      await journal.cleanedUp(one, false);
    },
    async check(next, _outcome, acted) {
      if (acted) assert.deepEqual(await known(acted), ['u'], 'it is forgotten here, or known twice');
      assert.deepEqual(await known(next), ['u'], 'it is forgotten, or known twice');
    },
  },
  'a drop that the store hears': {
    before: noteOne,
    act: async (journal) => {
      await journal.abandon(one);
      await journal.cleanedUp(one, true);
    },
    async check(_next, _outcome, acted) {
      assert.equal(await acted?.find('o-1'), undefined, 'what is gone is offered');
    },
  },
  'a drop, and the order begun anew': {
    before: noteOne,
    act: async (journal) => {
      await journal.abandon(one);
      await journal.save('o-1', anew);
    },
    async check(next) {
      const left = await next.find('o-1');
      const dropped = (await next.pendingCleanups()).map(({ checkpoint }) => checkpoint.uploadId);
      assert.ok(left?.checkpoint.uploadId === 'u' || dropped.includes('u'), 'what was to be dropped is forgotten');
    },
  },
  'taking up': {
    before: leaveOne,
    act: (journal) => journal.take('o-1'),
    isLocked: true,
    async check(next, outcome) {
      isNever(null, outcome, 'it is begun anew over a note');
      await isOffered(next);
      assert.deepEqual(await next.take('o-1'), one);
    },
  },
  'taking up over a lock of the dead': {
    before: async (journal, folder) => {
      await leaveOne(journal);
      await writeFile(join(folder, 'o-1.lock'), JSON.stringify({ owner: 2 ** 22 + 1, host: thisHost }));
    },
    act: (journal) => journal.take('o-1'),
    isLocked: true,
    async check(next, outcome) {
      isNever(null, outcome, 'it is begun anew over a note');
      await isOffered(next);
      assert.deepEqual(await next.take('o-1'), one);
    },
  },
  'letting go': {
    before: noteOne,
    act: (journal) => journal.release('o-1'),
    check: isOffered,
  },
  'the end of the process': {
    before: noteOne,
    act: (journal) => Promise.resolve(journal.shutDown()),
    check: isOffered,
  },
  'letting go what has a log': { before: noteMore, act: (journal) => journal.release('o-1'), check: keepsMore },
  'the end of the process that has a log': {
    before: noteMore,
    act: (journal) => Promise.resolve(journal.shutDown()),
    check: keepsMore,
  },
  'taking up what has a log': {
    before: async (_journal, folder) => noteMore(new FileJournal(folder)),
    act: (journal) => journal.take('o-1'),
    isLocked: true,
    async check(next, outcome) {
      isNever(null, outcome, 'it is begun anew over a note');
      isNever(one, outcome, 'what is in the log is left out');
      await keepsMore(next);
      assert.deepEqual(await next.take('o-1'), more);
    },
  },
  'a look for logs that nobody names': {
    before: async (journal, folder) => {
      await noteMore(journal);
      await writeFile(join(folder, `o-1.${'0'.repeat(36)}.parts`), '[3,"e","1"]');
    },
    act: (journal) => journal.abandoned(),
    check: keepsMore,
  },
  'a look at what is there': {
    before: leaveOne,
    act: (journal) => journal.find('o-1'),
    check: async (next, outcome) => (isNever(null, outcome, 'nothing is found'), isOffered(next)),
  },
  'a look for what was abandoned': {
    before: async (journal) => (await leaveOne(journal), journal.abandoned()),
    act: async (journal) => (await journal.abandoned()).map(({ order }) => order.id),
    check: (_next, outcome) => Promise.resolve(isNever([], outcome, 'Resume vanishes')),
  },
  'a claim': {
    before: () => Promise.resolve(),
    act: (journal) => journal.claim(place, 'o-1', false),
    isLocked: true,
    async check(next, outcome) {
      const isNext = await next.claim(place, 'o-2', false);
      if (outcome && 'answer' in outcome) assert.notEqual(outcome.answer, isNext, 'nobody or both have it');
      else if (outcome) isNever(null, outcome, '');
      // Who was killed may have had it: but nobody waits for the dead.
      else assert.ok(await next.claim(place, 'o-2', true));
    },
  },
  'a claim on what another order finished': {
    before: async (journal) => {
      await journal.claim(place, 'o-0', true);
      await journal.endClaims('o-0', 'finished');
    },
    act: async (journal) => (await journal.claim(place, 'o-1', true)) && journal.isAlone(place, 'o-1'),
    isLocked: true,
    async check(next, outcome) {
      isNever(true, outcome, 'it would remove what another order finished');
      assert.ok(!(await next.claim(place, 'o-2', false)), 'it is forgotten that the key was used');
    },
  },
  'the end of a claim': {
    before: (journal) => journal.claim(place, 'o-1', false),
    act: (journal) => journal.endClaims('o-1', 'finished'),
    isLocked: true,
    check: async (next) => assert.ok(!(await next.claim(place, 'o-2', false)), 'it is forgotten that the key was used'),
  },
  'a look whether another order is at a key': {
    before: async (_journal, folder) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'o-2.json'), JSON.stringify({ ...noteOf(upload('o-2')), owner: process.pid }));
    },
    act: (journal) => journal.isAlone(place, 'o-1'),
    check: (_next, outcome) => Promise.resolve(isNever(true, outcome, 'it would remove what is of another order')),
  },
};

/** What two processes do at the same moment: the other one acts as the scenario of that name says. */
export interface Race {
  readonly prepare: (folder: string) => Promise<unknown>;
  /** What this process does. */
  readonly here: (journal: FileJournal) => Promise<unknown>;
  /** `own` is how that ended, `other` what the process met that suffered. */
  readonly check: (own: Outcome, other: Outcome, journal: FileJournal) => Promise<void>;
}

const isOne = (own: Outcome, other: Outcome): void => {
  const winners = [own, other].filter((one) => 'answer' in one && Boolean(one.answer));
  assert.ok(winners.length < 2, 'both have it');
  for (const one of [own, other]) if ('failure' in one) assert.ok(failures.includes(one.failure), one.failure);
};

const takenByOne: Pick<Race, 'here' | 'check'> = {
  here: (journal) => journal.take('o-1'),
  async check(own, other, journal) {
    isOne(own, other);
    for (const one of [own, other]) isNever(null, one, 'it is begun anew over a note');
    assert.deepEqual(await journal.find('o-1'), one, 'what had arrived is forgotten');
  },
};

export const races: Readonly<Record<string, Race>> = {
  'taking up': { prepare: (folder) => prepared('taking up', folder), ...takenByOne },
  'taking up over a lock of the dead': {
    prepare: (folder) => prepared('taking up over a lock of the dead', folder),
    ...takenByOne,
  },
  'a claim': {
    prepare: () => Promise.resolve(),
    here: (journal) => journal.claim(place, 'o-2', false),
    check: (own, other) => Promise.resolve(isOne(own, other)),
  },
  'a claim on what another order finished': {
    prepare: (folder) => prepared('a claim on what another order finished', folder),
    here: (journal) => journal.claim(place, 'o-2', true),
    async check(own, _other, journal) {
      // The other one tells whether it is alone, which it is not.
      if ('answer' in own && own.answer) assert.ok(!(await journal.isAlone(place, 'o-1')));
      assert.ok(!(await journal.claim(place, 'o-3', true)), 'a third order has it too');
    },
  },
};

function prepared(scenario: string, folder: string): Promise<unknown> {
  return scenarios[scenario]!.before(new FileJournal(folder), folder);
}
