import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileJournal } from '../../../src/journal/fileJournal';
import { thisHost } from '../../../src/files/processLiveness';
import { AtomicFiles } from '../../../src/files/atomicFiles';
import { Heartbeats, type HeartbeatClock } from '../../../src/files/heartbeats';
import { upload } from '../../faults/journalScenarios';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { noteOf } from '../../fixtures/noteOf';

/** Time that passes when it is told to. */
class HandMadeBeat implements HeartbeatClock {
  private time = 1_000_000;
  private readonly works: { readonly ms: number; readonly work: () => void; due: number }[] = [];

  now = (): number => this.time;

  every = (ms: number, work: () => void): (() => void) => {
    const one = { ms, work, due: this.time + ms };
    this.works.push(one);
    return () => this.works.splice(this.works.indexOf(one), 1);
  };

  /** Lets seconds pass, and what is due have its turn; `settled` waits for what it does. */
  async pass(seconds: number, settled: () => Promise<unknown>): Promise<void> {
    for (let n = 0; n < seconds; n += 5) {
      this.time += 5000;
      const due = this.works.filter((one) => one.due <= this.time);
      due.forEach((one) => (one.due = this.time + one.ms));
      due.forEach(({ work }) => work());
      await settled();
    }
  }

  /** The machine sleeps: nothing has its turn. */
  sleep(seconds: number): void {
    this.time += seconds * 1000;
  }
}

// As macOS and Windows have it: a number that lives, and no start.
describe('a process whose start the system does not tell', () => {
  let files: TemporaryFiles;
  let beat: HandMadeBeat;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    beat = new HandMadeBeat();
    await mkdir(folder());
  });
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const pulse = `a-b.${thisHost}.${process.ppid}`;
  const journalHere = () => new FileJournal(folder(), undefined, beat);
  const pulsed = (text: string) => writeFile(join(folder(), `${pulse}.pulse`), text);
  const notedBy = (owner: object) =>
    writeFile(join(folder(), 'o-1.json'), JSON.stringify({ ...noteOf(upload('o-1')), host: thisHost, ...owner }));
  /** What a journal has asked the system for before has been answered once this is. */
  const settled = () =>
    new AtomicFiles(folder()).read(`${pulse}.pulse`).then(() => new AtomicFiles(folder()).names('.pulse'));
  const offered = async (journal: FileJournal) => (await journal.abandoned()).length;

  it('is dead when its pulse has stopped for five minutes, though another one has its number: its upload is offered', async () => {
    await notedBy({ owner: process.ppid, pulse });
    await pulsed('7');
    const journal = journalHere();
    assert.equal(await offered(journal), 0);
    await beat.pass(240, settled);
    assert.equal(await offered(journal), 0);
    await assert.rejects(journal.take('o-1'), { failure: 'alreadyLocked' });
    await beat.pass(120, settled);
    assert.equal(await offered(journal), 1);
    assert.deepEqual(await journal.take('o-1'), upload('o-1'));
  });

  it('is dead as well where it ended before its first pulse', async () => {
    await notedBy({ owner: process.ppid, pulse });
    const journal = journalHere();
    assert.equal(await offered(journal), 0);
    await beat.pass(360, settled);
    assert.equal(await offered(journal), 1);
  });

  it('lives as long as its pulse goes', async () => {
    await notedBy({ owner: process.ppid, pulse });
    const journal = journalHere();
    assert.equal(await offered(journal), 0);
    for (let n = 0; n < 20; n++) {
      await pulsed(String(n));
      await beat.pass(60, settled);
      assert.equal(await offered(journal), 0, `after ${n} minutes`);
    }
  });

  it('lives while the machine sleeps', async () => {
    await notedBy({ owner: process.ppid, pulse });
    await pulsed('7');
    const journal = journalHere();
    assert.equal(await offered(journal), 0);
    for (let n = 0; n < 3; n++) {
      beat.sleep(8 * 3600);
      await beat.pass(30, settled);
      assert.equal(await offered(journal), 0);
      await pulsed(String(n));
      await beat.pass(30, settled);
    }
  });

  it('is one of an earlier version where it has no pulse: it counts as long as its number lives', async () => {
    await notedBy({ owner: process.ppid });
    const journal = journalHere();
    await beat.pass(3600, settled);
    assert.equal(await offered(journal), 0);
  });

  it('is felt by another one', async () => {
    const [own, other] = [new AtomicFiles(folder()), new AtomicFiles(folder())];
    const living = new Heartbeats(own, pulse, beat);
    const observer = new Heartbeats(other, undefined, beat);
    living.begin();
    assert.ok(!observer.isSilent(pulse));
    await beat.pass(1200, settled);
    assert.ok(!observer.isSilent(pulse));
    assert.notEqual((await own.read(`${pulse}.pulse`))?.text, undefined);
  });
});
