import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import semver from 'semver';
import { repoRoot } from '../../harness/cacheDir';

interface Locked {
  readonly version?: string;
  readonly engines?: { readonly node?: string };
}

/** Packages of a lockfile that do not run on this Node. */
function excluding(node: string, packages: Readonly<Record<string, Locked>>): readonly string[] {
  return Object.entries(packages)
    .filter(([, { engines }]) => engines?.node !== undefined && !semver.satisfies(node, engines.node))
    .map(([path, { version, engines }]) => `${path} ${version}: ${engines?.node}`);
}

describe('the packages in the lockfile', () => {
  const read = <T>(name: string) => JSON.parse(readFileSync(join(repoRoot, name), 'utf8')) as T;

  it('all run on the oldest Node.js that the README promises', () => {
    const { packages } = read<{ packages: Record<string, Locked> }>('package-lock.json');
    assert.ok(Object.keys(packages).length > 100);
    assert.match(readFileSync(join(repoRoot, 'README.md'), 'utf8'), /Node\.js 20\.19 or newer/);
    assert.deepEqual(excluding('20.19.0', packages), []);
  });

  it('are named when one does not', () => {
    const found = excluding('20.19.0', { '': {}, late: { version: '1.0.0', engines: { node: '>= 22.15.0' } } });
    assert.deepEqual(found, ['late 1.0.0: >= 22.15.0']);
  });
});
