import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { maxPassed, passedFiles } from '../../src/ui/vscode/passedFiles';

describe('the files that the explorer passes', () => {
  const file = (name: string) => vscode.Uri.file(`/w/target/${name}`);
  const many = (count: number, ending: string) => Array.from({ length: count }, (_, n) => file(`${n}${ending}`));
  const names = (files: readonly vscode.Uri[] = []) => files.map(({ path }) => path.slice('/w/target/'.length));

  it('are its packages, wherever they stand among whatever else is selected', () => {
    const jar = file('orders.jar');
    assert.deepEqual(names(passedFiles(jar, [...many(150, '.class'), jar, file('shop'), file('shop.war')])), [
      'orders.jar',
      'shop.war',
    ]);
    assert.deepEqual(names(passedFiles(jar, undefined)), ['orders.jar']);
    assert.deepEqual(names(passedFiles(file('a.txt'), many(150, '.class'))), []);
  });

  it('are counted no further than is needed to say that they are too many', () => {
    const jars = many(250, '.jar');
    assert.equal(passedFiles(jars[0], jars)?.length, maxPassed + 1);
  });
});
