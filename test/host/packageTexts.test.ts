import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { reuseLines } from '../../src/ui/packages/reuseLines';
import { bootJar } from '../fixtures/bootJar';
import { seededBytes } from '../fixtures/seededBytes';
import { handmadeZip } from '../unit/jar/handmadeZip';

describe('what a package says of itself', () => {
  let folder: string;
  let older: vscode.Uri;
  let newer: vscode.Uri;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tem-facts-'));
    [older, newer] = (await Promise.all(
      ['1.4.2', '1.5.0'].map(async (version, n) => {
        const about = { name: 'orders', version, main: 'com/acme/Orders', bytes: 500_000, seed: 1 };
        const path = join(folder, `orders-${version}.jar`);
        await writeFile(path, await bootJar(about));
        await utimes(path, 1_700_000_000 + n, 1_700_000_000 + n);
        return vscode.Uri.file(path);
      }),
    )) as [vscode.Uri, vscode.Uri];
  });
  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true });
  });

  const shown = () => vscode.window.activeTextEditor?.document;

  it('is shown in an editor that belongs to no file', async () => {
    await vscode.commands.executeCommand('tem.showPackageFacts', older);
    const text = shown()?.getText() ?? '';
    assert.equal(shown()?.uri.scheme, 'tem-package');
    assert.match(text, /^orders-1\.4\.2\.jar\nSpring Boot JAR · 5\d\d kB · \d+ files\n/);
    assert.match(text, /^Start class +com\.acme\.Orders$/m);
    assert.match(text, /^Spring Boot +3\.3\.4$/m);
    assert.match(text, /^Required Java version +17 or newer$/m);
    assert.match(text, /^Libraries +\d+, .* in total$/m);
  });

  it('has the line for the build file where every build gives its files new times', async () => {
    const path = join(folder, 'merged-1.0.jar');
    await writeFile(path, newTimesJar());
    await vscode.commands.executeCommand('tem.showPackageFacts', vscode.Uri.file(path));
    const text = shown()?.getText() ?? '';
    assert.match(text, /^Uploading it again\n\nEach build gives the files of this package new times, /m);
    const line = '<project.build.outputTimestamp>2024-01-01T00:00:00Z</project.build.outputTimestamp>';
    assert.ok(text.includes(`\n\npom.xml, <properties>\n  ${line}\n\nbuild.gradle\n  tasks.withType(`), text);
    assert.match(text, /\n\nbuild\.gradle\.kts\n {2}tasks\.withType<AbstractArchiveTask>\(\)\.configureEach \{\n/);
    assert.ok(
      text.split('\n').every((one) => one.length <= 95),
      'a line goes beyond the window',
    );
  });

  it('has nothing of that where little is sent again, and less where libraries are merged in', async () => {
    await vscode.commands.executeCommand('tem.showPackageFacts', older);
    assert.doesNotMatch(shown()?.getText() ?? '', /Uploading it again/);
    assert.deepEqual(reuseLines({ kind: 'newTimes', byMaven: true }).length, 7);
    assert.deepEqual(reuseLines({ kind: 'mergedLibraries' }).slice(2), [
      'Its libraries are merged into it, so that less of it can be reused.',
      'More can be reused of a package with JAR files inside, such as a Spring Boot JAR.',
    ]);
  });

  it('is compared with another package, the older one first, whichever was clicked', async () => {
    await vscode.commands.executeCommand('tem.comparePackages', newer, [newer, older]);
    const text = shown()?.getText() ?? '';
    assert.match(text, /^Before +\S*orders-1\.4\.2\.jar .*\nAfter +\S*orders-1\.5\.0\.jar /);
    assert.match(text, /^Changed files: 1\n\nMETA-INF\/MANIFEST\.MF /m);
    assert.match(text, /^\d+ files are the same\.$/m);
  });

  it('does not share its text with that of another package of its name', async () => {
    const other = join(folder, 'other');
    await mkdir(other);
    const twin = join(other, 'orders-1.4.2.jar');
    await writeFile(twin, await bootJar({ name: 'twin', version: '2', main: 'com/acme/Twin', bytes: 5000, seed: 2 }));
    await vscode.commands.executeCommand('tem.showPackageFacts', older);
    const first = shown();
    await vscode.commands.executeCommand('tem.showPackageFacts', vscode.Uri.file(twin));
    const second = shown();
    assert.match(second?.getText() ?? '', /com\.acme\.Twin/);
    assert.notEqual(first?.uri.toString(), second?.uri.toString());
    assert.match(second?.uri.path ?? '', /other\/orders-1\.4\.2\.jar \(details\)$/);
    await vscode.commands.executeCommand('tem.showPackageFacts', older);
    assert.match(shown()?.getText() ?? '', /com\.acme\.Orders/);
    assert.equal(shown()?.uri.toString(), first?.uri.toString());
  });

  it('is told to be the same where it is', async () => {
    await vscode.commands.executeCommand('tem.comparePackages', older, [older, older]);
    assert.match(shown()?.getText() ?? '', /^No files differ\.$/m);
  });
});

/** A JAR of small files that were packed two seconds apart. */
function newTimesJar(): Buffer {
  const content = seededBytes(1, 500_000);
  const files = Array.from({ length: 12 }, (_, n) => ({
    name: `com/acme/File${n}.bin`,
    content,
    spoil: (central: Buffer) => void central.writeUInt16LE(n, 12),
  }));
  return handmadeZip([{ name: 'META-INF/MANIFEST.MF', content: 'Main-Class: com.acme.Orders\r\n\r\n' }, ...files]);
}
