import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeltaPlan } from '../../../src/core/delta/deltaPlan';
import type { CompletedPart, UnfinishedUpload } from '../../../src/core/ports/uploadJournal';
import { nobody } from '../../../src/files/lockOwner';
import { FileJournal } from '../../../src/journal/fileJournal';
import { entryText } from '../../../src/journal/journalEntry';
import { readUnfinished } from '../../../src/journal/readUnfinished';
import { upload } from '../../faults/journalScenarios';
import { TemporaryFiles } from '../transfer/upload/temporaryFiles';

const MiB = 1024 ** 2;

const delta: DeltaPlan = {
  base: { bucket: 'b-1300', region: 'ap-x', key: 'tem/pkg/1/订单 1.jar', etag: '"e-1"', bytes: 9 * MiB },
  parts: [
    { start: 0, end: MiB },
    { start: MiB, end: 4 * MiB, copyFrom: 5 },
    { start: 4 * MiB, end: 6 * MiB + 1 },
    { start: 6 * MiB + 1, end: 9 * MiB, copyFrom: 0 },
    { start: 9 * MiB, end: 9 * MiB + 7 },
  ],
};

const completed = (number: number, isCopied?: true): CompletedPart => {
  const { start, end } = delta.parts[number - 1]!;
  return { number, etag: `"${number}"`, start, end, crc64: String(number), ...(isCopied && { isCopied }) };
};

/** The upload with these parts completed. */
function havingParts(...completedParts: readonly CompletedPart[]): UnfinishedUpload {
  const { order, version, checkpoint } = upload('o-1');
  const file = { ...checkpoint.file, bytes: 9 * MiB + 7 };
  return { order, version, checkpoint: { ...checkpoint, partBytes: 3 * MiB, file, completedParts, delta } };
}

const some = havingParts(completed(1), completed(2, true));

describe('the note of an upload that copies', () => {
  let files: TemporaryFiles;

  beforeEach(async () => (files = await TemporaryFiles.create()));
  afterEach(() => files.remove());

  const folder = () => join(files.folder, 'journal');
  const entry = () => join(folder(), 'o-1.json');

  it('is read as it was written, also parts that were noted later', async () => {
    assert.deepEqual(readUnfinished(entryText(some, nobody)), some);
    const journal = new FileJournal(folder());
    await journal.save('o-1', some);
    const more = havingParts(...some.checkpoint.completedParts, completed(4, true), completed(5));
    await journal.save('o-1', more);
    const log = (await readdir(folder())).find((name) => name.endsWith('.parts'));
    assert.ok(log, 'they are appended');
    assert.match(await readFile(join(folder(), log), 'utf8'), /\[4,"\\"4\\"","4",1\]\n\[5,"\\"5\\"","5"\]\n/);
    assert.deepEqual(await new FileJournal(folder()).find('o-1'), more);
  });

  it('is read whatever signs the key of its base has', () => {
    for (const name of ['\u{1f468}\u200d\u{1f4bb}.jar', 'a\u00adb.jar', '\ue000.jar', '\u{1faff}.jar']) {
      const base = { ...delta.base, key: `tem/pkg/1/${name}` };
      const unfinished = { ...some, checkpoint: { ...some.checkpoint, delta: { ...delta, base } } };
      assert.deepEqual(readUnfinished(entryText(unfinished, nobody)), unfinished);
    }
  });

  it('is no upload to a window of before, which leaves it where it is', async () => {
    const journal = new FileJournal(folder());
    await journal.save('o-1', some);
    await journal.save('o-1', havingParts(...some.checkpoint.completedParts, completed(4, true)));
    await journal.abandon(havingParts(completed(1)));
    await journal.save('o-1', some);
    await journal.release('o-1');
    // What that one knows: every part has the size of all, of 1 MiB at least.
    for (const name of await readdir(folder())) {
      const text = await readFile(join(folder(), name), 'utf8');
      if (text.includes('"delta"')) await writeFile(join(folder(), name), text.replace('"delta"', '"unheardOf"'));
    }
    const { point } = JSON.parse(await readFile(entry(), 'utf8')) as { point: object };
    assert.ok('partBytes' in point && point.partBytes === 0 && 'unheardOf' in point);
    const names = await readdir(folder());
    assert.equal(names.length, 2);
    const before = new FileJournal(folder());
    assert.deepEqual(await before.abandoned(), []);
    assert.deepEqual(await before.pendingCleanups(), []);
    assert.equal(await before.take('o-1'), undefined);
    before.shutDown();
    assert.deepEqual(await readdir(folder()), names);
  });

  it('is one to nobody where its plan cannot be', () => {
    const { base, parts } = delta;
    const wrong: readonly object[] = [
      { parts: [] },
      { parts: 'x' },
      { parts: [[MiB], [9 * MiB]] },
      { parts: [[MiB - 1], [9 * MiB + 7]] },
      { parts: [[4 * MiB], [2 * MiB], [9 * MiB + 7]] },
      { parts: [[9 * MiB + 7], [9 * MiB + 7]] },
      { parts: [[9 * MiB + 7, 0]] },
      { parts: [[9 * MiB + 7, -1]] },
      { parts: [[9 * MiB + 6.5]] },
      { parts: [['9'], [9 * MiB + 7]] },
      { parts: [null] },
      { parts: Array.from({ length: 10_001 }, (_, n) => [n + 1]) },
      ...[
        { bucket: 'a/b' },
        { region: 'x\r\ny' },
        { key: '' },
        { key: '\ud800' },
        { key: 'a\nb' },
        { etag: 'a b' },
        { etag: 'e'.repeat(257) },
      ].map((one) => ({ base: { ...base, ...one } })),
      { base: { ...base, bytes: 3 * MiB } },
      { base: null },
    ];
    const text = entryText(some, nobody);
    const { point, ...more } = JSON.parse(text) as { point: { delta: object } };
    const read = (changed: object) =>
      readUnfinished(JSON.stringify({ ...more, point: { ...point, delta: { ...point.delta, ...changed } } }));
    assert.deepEqual(read({}), some);
    assert.equal(parts.length, 5);
    for (const one of wrong) assert.equal(read(one), undefined, JSON.stringify(one).slice(0, 200));
  });

  it('has no parts but those of its plan', () => {
    const strange = [
      { ...completed(3), end: 6 * MiB },
      { ...completed(4), start: 6 * MiB },
      { ...completed(5), number: 6 },
    ];
    assert.deepEqual(
      readUnfinished(entryText(havingParts(completed(1), ...strange), nobody)),
      havingParts(completed(1)),
    );
  });
});
