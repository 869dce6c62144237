import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { packagesAmong } from '../../src/ui/vscode/packagesAmong';

const onDisk = ['file:///shop/a.jar', 'file:///shop/B.WAR', 'file:///shop/c%20d.Jar'];
const elsewhere = [
  'untitled:Untitled-1.jar',
  'untitled:/shop/a.jar',
  'vscode-vfs://github/acme/shop/a.jar',
  'git:/shop/a.jar?%7B%7D',
  'file:///shop/notes.txt',
  'file:///shop/a.jar.bak',
  'file:///shop/jar',
];

describe('packages to upload', () => {
  it('are JARs and WARs on this disk, never what is virtual or untitled', () => {
    const uris = [...onDisk, ...elsewhere].map((text) => vscode.Uri.parse(text));
    assert.deepEqual(
      packagesAmong(uris).map((uri) => uri.toString()),
      onDisk,
    );
  });
});
