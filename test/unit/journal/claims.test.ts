import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FileJournal } from '../../../src/journal/fileJournal';
import { thisHost } from '../../../src/files/processLiveness';
import { place, upload } from '../../faults/journalScenarios';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';
import { noteOf } from '../../fixtures/noteOf';

describe('the claim on a key', () => {
  let files: TemporaryFiles;
  let journal: FileJournal;

  beforeEach(async () => {
    files = await TemporaryFiles.create();
    await mkdir(folder());
    journal = new FileJournal(folder());
  });
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const note = (name: string, value: object) => writeFile(join(folder(), name), JSON.stringify(value));
  const claimFile = async () => join(folder(), (await readdir(folder())).find((name) => name.endsWith('.claim')) ?? '');

  /** As if another process had it. */
  async function heldBy(owner: number): Promise<void> {
    await journal.claim(place, 'o-1', true);
    await writeFile(await claimFile(), JSON.stringify({ order: 'o-1', hasOthers: false, owner, host: thisHost }));
    journal = new FileJournal(folder());
  }
  const dead = () => Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());

  it('is one order’s, which is not asked twice', async () => {
    assert.ok(await journal.claim(place, 'o-1', true));
    assert.ok(await journal.claim(place, 'o-1', true));
    assert.ok(!(await journal.claim(place, 'o-2', true)));
    assert.ok(await journal.claim({ ...place, key: 'another' }, 'o-2', true));
    assert.ok(await journal.isAlone(place, 'o-1'));
    assert.ok(!(await journal.isAlone(place, 'o-2')));
  });

  it('is a living process’s, and not a dead one’s', async () => {
    await heldBy(process.ppid);
    assert.ok(!(await journal.claim(place, 'o-2', true)));
    await heldBy(dead());
    assert.ok(await journal.claim(place, 'o-2', true));
    assert.ok(!(await journal.isAlone(place, 'o-2')), 'it may have finished');
  });

  it('is that of an order that can be gone on with, or of which something is to be dropped', async () => {
    await heldBy(dead());
    await note('o-1.json', { ...noteOf(upload('o-1')), owner: 0 });
    assert.ok(!(await journal.claim(place, 'o-2', true)));
    assert.ok(await journal.claim(place, 'o-1', true), 'but its own');
    await journal.endClaims('o-1', 'failed');
    await journal.abandon(upload('o-1'));
    assert.ok(!(await journal.claim(place, 'o-2', true)));
    await journal.cleanedUp(upload('o-1'), true);
    assert.ok(await journal.claim(place, 'o-2', true));
    assert.ok(await journal.isAlone(place, 'o-2'), 'the other one has left nothing');
  });

  it('is that of an upload which a window of an earlier version moves', async () => {
    await note('o-1.json', { ...noteOf(upload('o-1')), owner: process.ppid });
    assert.ok(!(await journal.claim(place, 'o-2', true)));
  });

  it('is remembered when its order has finished: for who replaces on purpose, and against who does not', async () => {
    await journal.claim(place, 'o-1', false);
    await journal.endClaims('o-1', 'finished');
    assert.ok(!(await journal.claim(place, 'o-2', false)));
    assert.ok(await journal.claim(place, 'o-2', true));
    assert.ok(!(await journal.isAlone(place, 'o-2')));
    await journal.endClaims('o-2', 'failed');
    assert.ok(await journal.claim(place, 'o-3', true));
    assert.ok(!(await journal.isAlone(place, 'o-3')), 'what the first one finished is still there');
  });

  it('is not another window’s while the order that failed may still be removing what it left', async () => {
    await journal.claim(place, 'o-1', true);
    await journal.endClaims('o-1', 'failed');
    const program = `
      const { FileJournal } = require(${JSON.stringify(require.resolve('../../../src/journal/fileJournal'))});
      new FileJournal(${JSON.stringify(folder())}).claim(${JSON.stringify(place)}, 'o-2', true).then(console.log);`;
    assert.equal(execFileSync(process.execPath, ['-e', program]).toString().trim(), 'false');
  });

  it('is nobody’s where the file is none of ours, but then nothing under the key is removed', async () => {
    await heldBy(0);
    await writeFile(await claimFile(), 'null}');
    assert.ok(!(await journal.claim(place, 'o-2', false)));
    assert.ok(await journal.claim(place, 'o-2', true));
    assert.ok(!(await journal.isAlone(place, 'o-2')));
  });

  it('is kept for the last 500 keys', async function () {
    this.timeout(60_000);
    for (let n = 0; n < 600; n++) {
      const sum = n.toString(16).padStart(32, '0');
      await note(`${sum}.claim`, { order: `old-${n}`, hasOthers: false, end: 'finished', owner: 0, host: thisHost });
    }
    await journal.claim(place, 'o-1', false);
    await journal.endClaims('o-1', 'finished');
    const left = (await readdir(folder())).filter((name) => name.endsWith('.claim'));
    assert.equal(left.length, 500);
    assert.match(await readFile(await claimFile(), 'utf8'), /"end":"finished"/);
    assert.ok(!(await journal.claim(place, 'o-2', false)), 'the newest are kept');
  });
});
