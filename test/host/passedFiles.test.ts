import assert from 'node:assert/strict';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { maxPassed, passedFiles } from '../../src/ui/vscode/passedFiles';
import { samplePackages } from '../fixtures/makeSampleWorkspace';
import { madeUpArguments } from '../fixtures/madeUpArguments';

const file = (name: string) => vscode.Uri.file(`/w/target/${name}`);
const many = (count: number, ending: string) => Array.from({ length: count }, (_, n) => file(`${n}${ending}`));

/** What is read of two arguments, in short. */
async function read(passed: unknown, second?: unknown): Promise<string> {
  const got = await passedFiles(passed, second);
  if (got.kind === 'refused') return got.why;
  const files = got.kind === 'files' ? got.files.map(({ fsPath }) => fsPath.replace('/w/target/', '')) : [];
  const target = 'target' in got ? [`to ${JSON.stringify(got.target)}`] : [];
  return [got.kind, ...files, ...target].join(' ');
}

describe('the files that the explorer passes', () => {
  it('are its packages, wherever they stand among whatever else is selected', async () => {
    const jar = file('orders.jar');
    const selected = [...many(150, '.class'), jar, file('shop'), file('shop.war')];
    assert.equal(await read(jar, selected), 'files orders.jar shop.war');
    assert.equal(await read(jar), 'files orders.jar');
    assert.equal(await read(jar, []), 'files orders.jar');
    assert.match(await read(file('a.txt'), many(150, '.class')), /^Only \.jar and \.war/);
  });

  it('are refused in words where they are too many', async () => {
    const jars = many(250, '.jar');
    assert.equal(await read(jars[0], jars), `At most ${maxPassed} packages are supported at once.`);
    assert.equal(await read(jars), `At most ${maxPassed} packages are supported at once.`);
  });
});

describe('the files that a keybinding or another extension passes', () => {
  const folder = () => vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const target = { applicationId: 'service-x', region: 'ap-guangzhou' };
  const json = JSON.stringify(target);
  const expected = /^This command accepts a Uri or a path, an array of them, or \{ files, target/;

  it('are a Uri, a path, an array of either, or both in one object with a target', async () => {
    const a = '/w/target/a.jar';
    for (const [passed, second, wanted] of [
      [a, undefined, 'files a.jar'],
      [[a, file('b.war')], undefined, 'files a.jar b.war'],
      [{ files: a }, undefined, 'files a.jar'],
      [{ files: [file('b.war')], target }, undefined, `files b.war to ${json}`],
      [{ target }, undefined, `targetOnly to ${json}`],
      [undefined, { target }, `targetOnly to ${json}`],
      [file('b.war'), { target }, `files b.war to ${json}`],
      [a, { target }, `files a.jar to ${json}`],
      [[a], { target }, `files a.jar to ${json}`],
      [undefined, undefined, 'none'],
      [null, undefined, 'none'],
    ] as const)
      assert.equal(await read(passed, second), wanted, JSON.stringify([passed, second]));
  });

  it('are found in the workspace where a path is relative, and refused where that may be several', async () => {
    const inside = samplePackages.orders;
    assert.equal(await read(inside), `files ${join(folder(), inside)}`);
    assert.equal(await read('nowhere/a.jar'), 'No folder of the workspace contains nowhere/a.jar.');
    assert.match(await read('notes.txt'), /^Only \.jar and \.war/);
  });

  it('are refused in words where one of them is no package', async () => {
    assert.match(await read(['/w/target/a.jar', '/w/target/a.txt']), /^Only \.jar and \.war/);
    assert.match(await read([vscode.Uri.parse('https://127.0.0.1/a.jar')]), /^Only \.jar and \.war/);
  });

  it('are refused in words that say what is expected, whatever else is passed; nothing is thrown', async () => {
    const odd = [
      1,
      true,
      '',
      [],
      {},
      [1],
      [[]],
      { file: 'a.jar' },
      { files: [] },
      { files: {} },
      '\0.jar',
      'x'.repeat(1e6),
    ];
    for (const one of odd) assert.match(await read(one), expected, JSON.stringify(one)?.slice(0, 50));
    for (const second of [1, 'a', {}, { files: 'a.jar' }, { target, more: 1 }, [1]])
      assert.match(await read('/w/target/a.jar', second), expected, JSON.stringify(second));
    assert.match(await read({ target }, { target }), expected);
    const inside = join(folder(), samplePackages.inventory);
    for (const [what, args] of madeUpArguments({ inside, outside: '/elsewhere/secret.jar' }))
      assert.ok((await passedFiles(args[0], args[1])).kind, what);
  });

  it('are not guessed where two folders of the workspace have the path', async () => {
    const shop = vscode.Uri.file(folder());
    const orders = vscode.Uri.joinPath(shop, 'orders');
    const name = 'target/orders-1.4.2.jar';
    const one = await passedFiles(name, undefined, [shop, orders]);
    assert.ok(one.kind === 'files' && one.files[0]?.fsPath === join(folder(), samplePackages.orders));
    const both = await passedFiles(name, undefined, [orders, orders]);
    assert.ok(both.kind === 'refused');
    assert.equal(both.why, `Several folders of the workspace contain ${name}. Pass the full path.`);
  });
});
