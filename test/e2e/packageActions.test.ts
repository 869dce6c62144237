import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { askedOf } from '../fixtures/askedOf';
import { bootJar } from '../fixtures/bootJar';
import { storeObject } from '../fixtures/storeObject';
import { cacheDir } from '../harness/cacheDir';
import { takeInEveryTheme } from '../harness/takeInEveryTheme';
import type { TreeView } from '../harness/workbench/treeView';
import { TemporaryFiles } from '../unit/transfer/upload/temporaryFiles';
import { openOnSandbox, type EditorOnSandbox } from './openOnSandbox';
import { typeKey } from './typeKey';

const newer = { version: '20261108093012', name: 'orders-1.4.1.jar' };
const older = { version: '20261019160455', name: 'orders-1.4.0.jar' };
/** Built again, under the same name. */
const rebuilt = { version: '20261020101010', name: older.name };

describe('what is done with a package of TEM', () => {
  let editor: EditorOnSandbox;
  let view: TreeView;
  let files: TemporaryFiles;
  let repository: string;
  let jar: Buffer;

  before(async () => {
    files = await TemporaryFiles.create();
    repository = path.join(files.folder, 'billing');
    await mkdir(path.join(repository, 'target'), { recursive: true });
    await writeFile(path.join(repository, '.gitignore'), 'target/\n');
    const about = { name: 'orders', main: 'com/acme/orders/OrdersApplication', seed: 7 };
    jar = await bootJar({ ...about, version: '1.4.1', bytes: 24_000_000 });
    await writeFile(
      path.join(repository, 'target', 'billing-1.0.0.jar'),
      await bootJar({ ...about, version: '1.0.0', bytes: 500_000 }),
    );
    const git = (...args: readonly string[]) => execFileSync('git', ['-C', repository, ...args], { encoding: 'utf8' });
    git('init', '--quiet', '--initial-branch', 'release');
    git('config', 'user.name', 'Ann Lee');
    git('config', 'user.email', 'ann@acme.example');
    git('add', '.');
    git('commit', '--quiet', '--message', 'First');
    editor = await openOnSandbox({ user: { 'git.enabled': true }, otherFolders: [repository] });
    const before = await bootJar({ ...about, version: '1.4.0', bytes: 20_000_000, seed: 8 });
    storeObject(editor.sandbox, older.version, older.name, before);
    storeObject(editor.sandbox, rebuilt.version, rebuilt.name, jar);
    storeObject(editor.sandbox, newer.version, newer.name, jar);
    await typeKey(editor.workbench, editor.sandbox.credential, 'Shop');
    await editor.workbench.notifications.waitFor('Signed in as Shop');
    view = await editor.workbench.view('TEM', 'Applications');
    await editor.workbench.widenSideBar(420);
    await view.expand('orders', 'Packages');
    await view.rowDescribed(newer.name).waitFor();
    await editor.workbench.clearNotifications();
  });
  after(async () => {
    await editor?.stop();
    await files.remove();
  });

  const target = () => path.join(files.folder, newer.name);
  const download = async (): Promise<void> => {
    const { workbench } = editor;
    await (await view.openContextMenu(newer.version)).choose('Download Package…');
    // What is typed before it has listed its first folder is lost.
    await workbench.quickInput.row('..').waitFor();
    await workbench.quickInput.type(target());
    await workbench.quickInput.row('billing').waitFor();
    await workbench.quickInput.accept();
  };
  it('downloads it through a lost connection and a busy store, and after Cancel from where it stood', async () => {
    const { workbench, sandbox } = editor;
    sandbox.conditions.sharedBandwidth = 4_000_000;
    await download();
    await workbench.notifications.waitFor(/[2-9]\d% · .* of 24\.0 MB · .*\/s · \d+ s left/);
    await workbench.picture(path.join(cacheDir, 'pictures', 'downloading-light.png'));
    await workbench.notifications.click(/of 24\.0 MB/, 'Cancel');
    await workbench.notifications.waitUntilGone(/of 24\.0 MB/);
    // One's own Cancel needs no answer.
    assert.deepEqual(
      (await workbench.notifications.texts()).filter((text) => /ownload/.test(text)),
      [],
    );
    assert.ok(!existsSync(target()), 'half a file has the final name');
    const { size } = await stat(`${target()}.part`);
    assert.ok(size > 4_000_000 && size < jar.length);

    await workbench.clearNotifications();
    sandbox.requests.clear();
    sandbox.conditions.sharedBandwidth = 0;
    sandbox.conditions.latency = 1000;
    sandbox.conditions.faults = [
      { kind: 'GetObject', nth: 1, effect: { type: 'truncateAnswer' } },
      { kind: 'GetObject', nth: 2, effect: { type: 'status', status: 503, code: 'SlowDown' } },
    ];
    await download();
    await workbench.notifications.waitFor(
      /Downloaded orders-1\.4\.1\.jar, version 20261108093012 \(24\.0 MB\)\. Checksum verified\./,
    );
    sandbox.conditions.latency = 0;
    assert.equal(sandbox.requests.of('GetObject').length, 3);
    assert.ok(jar.equals(await readFile(target())));
    assert.ok(!existsSync(`${target()}.part`) && !existsSync(`${target()}.part.json`));
    const buttons = await workbench.notifications.buttons(/Downloaded/);
    assert.deepEqual(buttons, ['Reveal File', 'Show Package Details', 'Compare…']);
    await workbench.notifications.click(/Downloaded/, 'Show Package Details');
    assert.match(await workbench.editorText(newer.name), /^Start class +com\.acme\.orders\.OrdersApplication$/m);
  });

  it('shows its facts without downloading it', async () => {
    const { workbench, sandbox } = editor;
    sandbox.requests.clear();
    await (await view.openContextMenu(newer.version)).choose('Show Package Details');
    const text = await workbench.editorText(`${newer.name} ${newer.version}`);
    assert.match(text, /^orders-1\.4\.1\.jar 20261108093012\nSpring Boot JAR · 24\.0 MB · \d+ files$/m);
    const reads = sandbox.requests.of('GetObject').length;
    assert.ok(reads <= 11, `${reads} reads`);
    await takeInEveryTheme(editor, 'facts');
  });

  it('compares two that are selected, and one with another version chosen from a list', async () => {
    const { workbench, sandbox } = editor;
    sandbox.requests.clear();
    const menu = await view.openContextMenuOfSeveral([newer.version, older.version]);
    await menu.choose('Compare with Another Package…');
    const text = await workbench.editorText(`${older.name} ${older.version} ↔ ${newer.name} ${newer.version}`);
    assert.match(text, /^Before +orders-1\.4\.0\.jar, version 20261019160455 in TEM +20\.0 MB$/m);
    assert.match(text, /^Changed files: 1$/m);
    // Into each library of a version that stayed it looks on both sides.
    const reads = sandbox.requests.of('GetObject').length;
    assert.ok(reads <= 38, `${reads} reads`);
    await takeInEveryTheme(editor, 'comparison');
    await view.select(newer.version);
    await (await view.openContextMenu(newer.version)).choose('Compare with Another Package…');
    await workbench.quickInput.step('With which package?');
    await workbench.picture(path.join(cacheDir, 'pictures', 'compare-with-light.png'));
    await workbench.quickInput.choose(older.version);
    await workbench.editorText(`${older.name} ${older.version} ↔ `);
  });

  it('is downloaded with others that are selected, into one folder and under names of their own', async () => {
    const { workbench } = editor;
    const folder = path.join(files.folder, 'several');
    await mkdir(folder);
    await writeFile(path.join(folder, newer.name), 'another file');
    const menu = await view.openContextMenuOfSeveral([newer.version, rebuilt.version, older.version]);
    await menu.choose('Download Package…');
    await workbench.quickInput.row('..').waitFor();
    await workbench.quickInput.type(`${folder}/`);
    await workbench.quickInput.row('billing').waitFor({ state: 'hidden' });
    await workbench.quickInput.accept();
    assert.match(await workbench.modal.text(), /Replace an existing file in this folder\?\s+orders-1\.4\.1\.jar/);
    await workbench.modal.answer('Replace');
    const arrived = await workbench.notifications.waitFor(/Downloaded 3 of 3 packages to /);
    assert.ok((await arrived.innerText()).includes(folder));
    const names = [newer.name, `orders-1.4.0-${older.version}.jar`, `orders-1.4.0-${rebuilt.version}.jar`];
    assert.deepEqual((await readdir(folder)).sort(), [...names].sort());
    for (const name of [names[0] ?? '', names[2] ?? ''])
      assert.ok(jar.equals(await readFile(path.join(folder, name))), name);
    await workbench.clearNotifications();
  });

  it('gives its version, path and link beside those of others that are selected, a line each', async () => {
    const { workbench } = editor;
    const versions = [newer.version, older.version];
    await (await view.openContextMenuOfSeveral(versions)).choose('Copy Version');
    assert.equal((await workbench.copied('2 lines')).replaceAll(/\s+/g, ' '), versions.join(' '));
    const menu = await view.openContextMenuOfSeveral(versions);
    assert.deepEqual(await menu.titles(), [
      'Download Package…',
      'Compare with Another Package…',
      'Copy Version',
      'Copy Package Path',
      'Copy Download Link…',
    ]);
    await menu.choose('Copy Download Link…');
    assert.match(
      await workbench.modal.text(),
      /Download links are secrets\.\s+Anyone with these links can download 2 packages.* The first link expires at /,
    );
    await workbench.modal.answer('Copy 2 Links');
    assert.equal((await workbench.pasted()).match(/https?:\/\//g)?.length, 2);
  });

  it('is what the palette means while its row is selected; with another row it is picked from a list', async () => {
    const { workbench } = editor;
    await view.select(newer.version);
    await workbench.run('TEM: Copy Version');
    assert.equal(await workbench.copied(newer.version), newer.version);
    await workbench.run('TEM: Copy Package Path');
    assert.ok((await workbench.copied('tem/pkg/')).endsWith(`/${newer.version}/${newer.name}`));
    await workbench.run('TEM: Show Package Details');
    await workbench.editorText(`${newer.name} ${newer.version}`);
    await workbench.run('TEM: Copy ID');
    assert.ok((await workbench.copied('tem/pkg/')).endsWith(`/${newer.version}/${newer.name}`));
    await view.select('orders');
    await workbench.run('TEM: Copy ID');
    assert.equal(await workbench.copied('service-gn54vdy6'), 'service-gn54vdy6');
    await workbench.run('TEM: Copy Version');
    await workbench.quickInput.step('Which package? You can choose several.');
    await workbench.quickInput.row(older.version).waitFor();
    await workbench.picture(path.join(cacheDir, 'pictures', 'pick-packages-light.png'));
    await workbench.quickInput.chooseSeveral([newer.version, older.version]);
    await workbench.quickInput.gone();
    assert.equal((await workbench.copied('2 lines')).replaceAll(/\s+/g, ' '), `${newer.version} ${older.version}`);
    await workbench.run('TEM: Download Package…');
    await workbench.quickInput.step('Which package? You can choose several.');
    await workbench.quickInput.chooseSeveral([newer.version]);
    await workbench.quickInput.step(`Download ${newer.name}, version ${newer.version}`);
    await workbench.quickInput.close();
    await view.expand('orders', 'Packages');
  });

  it('copies its version, and a link once a person knows that it is a secret', async () => {
    const { workbench, sandbox } = editor;
    sandbox.requests.clear();
    await (await view.openContextMenu(newer.version)).choose('Copy Version');
    assert.equal(await workbench.copied(newer.version), newer.version);
    await (await view.openContextMenu(newer.version)).choose('Copy Download Link…');
    const said = await workbench.modal.text();
    assert.match(
      said,
      /A download link is a secret\.\s+Anyone with this link can download orders-1\.4\.1\.jar.* The link expires at /,
    );
    await workbench.picture(path.join(cacheDir, 'pictures', 'download-link-light.png'));
    await workbench.modal.answer('Copy Link');
    const link = await workbench.pasted();
    assert.equal(askedOf(sandbox), 'GenerateApplicationPackageDownloadUrl 1');
    assert.ok(jar.equals(Buffer.from(await (await fetch(link)).arrayBuffer())));
  });

  it('tells who uploaded one, and from which commit', async () => {
    const { workbench } = editor;
    const commit = execFileSync('git', ['-C', repository, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    await workbench.run('View: Close All Editors');
    await workbench.run('TEM: Upload Package…');
    await workbench.quickInput.choose('billing-1.0.0.jar');
    await workbench.quickInput.step('Which application do you want to upload to?');
    await workbench.quickInput.choose('orders');
    await workbench.notifications.waitFor(/Uploaded billing-1\.0\.0\.jar to orders/);
    await workbench.clearNotifications();
    await view.rowDescribed('billing-1.0.0.jar').waitFor();
    const [row] = (await view.rows()).filter(({ description }) => description.includes('billing-1.0.0.jar'));
    const tooltip = await view.tooltip(row?.label ?? '');
    assert.ok(tooltip.includes('By: Ann Lee (Shop)'), tooltip);
    assert.ok(tooltip.includes(`Commit: ${commit}`) && tooltip.includes('Branch: release'), tooltip);
    assert.ok(!tooltip.includes('uncommitted'), tooltip);
  });
});
