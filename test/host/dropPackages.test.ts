import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../src/core/errors';
import type { UploadOrder } from '../../src/core/model';
import { DroppedFiles } from '../../src/ui/uploads/droppedFiles';
import { maxCopiedBytes, readDropped } from '../../src/ui/uploads/readDropped';
import { Uploads } from '../../src/ui/uploads/uploads';
import { MemoryJournal } from '../fixtures/memoryJournal';

const folderOf = () => vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/w');

/** A file of the system, as VS Code hands it on; `uri` where it knows its path. */
class SystemFile extends vscode.DataTransferItem {
  constructor(
    readonly name: string,
    readonly bytes: Uint8Array,
    readonly uri?: vscode.Uri,
  ) {
    super('');
  }

  override asFile(): vscode.DataTransferFile {
    const { name, bytes, uri } = this;
    return { name, ...(uri && { uri }), data: () => Promise.resolve(bytes) };
  }
}

function drag(list: readonly (vscode.Uri | string)[], ...files: readonly SystemFile[]): vscode.DataTransfer {
  const dragged = new vscode.DataTransfer();
  if (list.length > 0) dragged.set('text/uri-list', new vscode.DataTransferItem(list.map(String).join('\r\n')));
  files.forEach((file, n) => dragged.set(`application/java-archive-${n}`, file));
  return dragged;
}

describe('packages that are dropped', () => {
  let folder: string;
  let journal: MemoryJournal;
  let uploads: Uploads;
  let copies: DroppedFiles;
  let end: (error?: Error) => void;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tem-dropped-'));
    journal = new MemoryJournal();
    const upload = (order: UploadOrder) =>
      new Promise<never>((resolve, reject) => {
        const uploaded = { ...order, key: 'k', version: 'v', bytes: 1, uploadedAt: 1 };
        end = (error) => (error ? reject(error) : resolve(uploaded as never));
      });
    uploads = new Uploads({ upload, journal, maxConcurrent: () => 1 });
    copies = open();
  });
  afterEach(async () => {
    copies.dispose();
    uploads.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  const open = () =>
    new DroppedFiles({
      folder: vscode.Uri.file(folder),
      uploads,
      journal: { find: (id) => journal.find(id), abandoned: () => Promise.resolve([]) },
    });
  const read = async (dragged: vscode.DataTransfer) => {
    const got = await readDropped(dragged, copies);
    return got.kind === 'refused'
      ? got.why
      : [got.origin, ...got.files.map(({ path }) => path.split('/').at(-1))].join(' ');
  };
  const inside = (name: string) => vscode.Uri.joinPath(folderOf(), name);
  const left = () => readdir(folder);

  it('from the explorer are taken by their paths, and count as passed: whoever made the drag chose them', async () => {
    assert.equal(await read(drag([inside('a.jar'), '# a note', inside('B.WAR')])), 'passed a.jar B.WAR');
    assert.deepEqual(await left(), []);
  });

  it('from the system are taken by their paths where this machine has them, and count as chosen', async () => {
    const file = vscode.Uri.file('/elsewhere/a.jar');
    assert.equal(await read(drag([file], new SystemFile('a.jar', new Uint8Array(1), file))), 'chosen a.jar');
    assert.deepEqual(await left(), []);
  });

  it('or by their bytes, in a copy of the same name', async () => {
    const file = vscode.Uri.from({ scheme: 'vscode-local', path: '/c/a.jar' });
    const got = await readDropped(drag([file], new SystemFile('a.jar', new Uint8Array([1, 2, 3]), file)), copies);
    assert.ok(got.kind === 'files');
    const [copy] = got.files;
    assert.ok(copy && copies.has(copy.fsPath));
    assert.deepEqual([...(await readFile(copy.fsPath))], [1, 2, 3]);
  });

  it('are refused in words, all of them, where one is too large or none', async () => {
    const only = (name: string) =>
      `Only JAR and WAR files can be dropped here, and ${name} is neither. Nothing was uploaded.`;
    const small = new SystemFile('a.jar', new Uint8Array(1));
    const large = new SystemFile('b.jar', new Uint8Array(maxCopiedBytes + 1));
    assert.match(
      String(await read(drag([], small, large))),
      /^b\.jar is larger than 64\.0 MiB|^b\.jar is larger than /,
    );
    assert.equal(await read(drag([], small, new SystemFile('c.txt', new Uint8Array(1)))), only('c.txt'));
    assert.equal(await read(drag([inside('a.jar'), inside('src')])), only('src'));
    assert.equal(await read(drag(['https://127.0.0.1/a.jar'])), only('a.jar'));
    assert.match(String(await read(drag(['no address']))), /no address is neither/);
    assert.equal(await read(drag([])), 'Only JAR and WAR files can be dropped here.');
    assert.match(String(await read(drag(Array.from({ length: 101 }, (_, n) => inside(`${n}.jar`))))), /^At most 100/);
    while ((await left()).length > 0) await new Promise(setImmediate);
  });

  it('are all taken or none, also where some come by path and some by bytes', async () => {
    const away = (name: string) => vscode.Uri.from({ scheme: 'vscode-local', path: `/c/${name}` });
    const bytes = (name: string, uri?: vscode.Uri) => new SystemFile(name, new Uint8Array(1), uri);
    assert.match(await read(drag([away('a.jar'), away('b.jar')], bytes('a.jar', away('a.jar')))), /b\.jar is neither/);
    const both = await read(drag([inside('b.jar'), away('a.jar')], bytes('a.jar', away('a.jar'))));
    assert.equal(both, 'passed b.jar a.jar');
    assert.equal(await read(drag([inside('b.jar')], bytes('c.jar'))), 'passed b.jar c.jar');
    assert.equal(await read(drag([inside('b.jar'), inside('b.jar')], bytes('b.jar'))), 'passed b.jar');
  });

  it('are named in words, whatever their address is', async () => {
    assert.match(await read(drag(['file:///w/target/'])), /here, and target is neither/);
    assert.match(await read(drag(['https://127.0.0.1'])), /here, and https:\S+ is neither/);
    assert.match(await read(drag(['file:///w/a.jar/'])), /here, and a\.jar is neither/);
  });

  it('have names that no disk refuses, below the folder of the copies', async () => {
    for (const name of [
      '../../a.jar',
      'a\\b.jar',
      '\0.jar',
      `${'x'.repeat(999)}.jar`,
      `${'包'.repeat(99)}.jar`,
      `${'😀'.repeat(99)}a.jar`,
      '\ud83d.jar',
    ]) {
      const { fsPath } = await copies.keep(name, new Uint8Array(1));
      assert.ok(copies.has(fsPath) && (await stat(fsPath)).isFile(), name);
      assert.ok(fsPath.endsWith('.jar'));
    }
  });

  describe('the copy', () => {
    let file: string;
    const order = (): UploadOrder => ({
      id: crypto.randomUUID(),
      target: { accountId: 'a', region: 'r', applicationId: 'i', applicationName: 'n' },
      path: file,
      packageName: 'a.jar',
      versionTemplate: 'v',
    });
    beforeEach(async () => {
      file = (await copies.keep('a.jar', new Uint8Array(1))).fsPath;
    });
    const goes = async () => {
      while ((await left()).length > 0) await new Promise(setImmediate);
    };
    const stays = async () => assert.equal((await stat(file)).size, 1);

    it('goes once it has arrived', async () => {
      const upload = uploads.start(order());
      await stays();
      end();
      await uploads.ended(upload);
      await goes();
    });

    it('stays for another try while it has failed, and goes with its row', async () => {
      const upload = uploads.start(order());
      end(new AppError('offline', 'made up'));
      await uploads.ended(upload);
      copies.removeUnused([vscode.Uri.file(file)]);
      await stays();
      uploads.remove(upload);
      await goes();
    });

    it('stays where the upload can be resumed, also elsewhere', async () => {
      const { id } = uploads.start(order());
      const unfinished = {
        order: { ...order(), id },
        version: 'v',
        checkpoint: { completedParts: [], file: { bytes: 1 } },
      };
      journal.find = () => Promise.resolve(unfinished as never);
      end(new AppError('offline', 'made up'));
      uploads.restore([]);
      await stays();
    });

    it('goes where nothing was uploaded of it', async () => {
      copies.removeUnused([vscode.Uri.file(file)]);
      await goes();
    });

    it('that a window left behind goes a week later, at the next drop', async () => {
      const old = new Date(Date.now() - 8 * 24 * 60 * 60_000);
      await utimes(join(file, '..'), old, old);
      copies.dispose();
      copies = open();
      await copies.keep('b.jar', new Uint8Array(1));
      assert.equal((await left()).length, 1);
      await assert.rejects(stat(file), { code: 'ENOENT' });
    });
  });
});
