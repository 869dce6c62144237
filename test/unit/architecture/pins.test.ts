import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from '../../harness/cacheDir';

const textsOf = (folder: string, ending: string) =>
  readdirSync(path.join(repoRoot, folder))
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(path.join(repoRoot, folder, name), 'utf8'));

describe('what is fetched to build and to test', () => {
  it('actions of CI are commits, not tags that move, and may only read', () => {
    const workflows = textsOf(path.join('.github', 'workflows'), '.yml');
    const used = workflows.flatMap((text) => [...text.matchAll(/uses: *(.*)/g)].map(([, action = '']) => action));
    assert.ok(used.length > 0);
    const unpinned = used.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));
    assert.deepEqual(unpinned, []);
    for (const text of workflows)
      assert.deepEqual(text.match(/permissions:.*(?:\n +.*)*/g), ['permissions:\n  contents: read']);
  });

  it('packages of npm have one version each', () => {
    const harness = textsOf(path.join('test', 'harness'), '.ts').join('\n');
    const installed = [...harness.matchAll(/npmInstall\(\w+, ['`](.*?)['`]\)/g)].map(([, name = '']) => name);
    assert.ok(installed.length >= 4, String(installed));
    const versions = /^@?[^@]+@(?:\d+\.\d+\.\d+|\$\{version(?:\.codeServer)?\})$/;
    assert.deepEqual(
      installed.filter((name) => !versions.test(name)),
      [],
    );
    const named = [...harness.matchAll(/(?:codeServer|20|24): '(.*?)'/g)].map(([, version = '']) => version);
    assert.ok(named.length >= 12, String(named));
    assert.deepEqual(
      named.filter((version) => !/^\d+\.\d+\.\d+$/.test(version)),
      [],
    );
  });

  it('the container has the oldest Node.js that CI tests with, in one version, as .nvmrc has', () => {
    const read = (...names: string[]) => readFileSync(path.join(repoRoot, ...names), 'utf8');
    const images = [...read('.devcontainer', 'Dockerfile').matchAll(/^FROM (.*)$/gm)].map(([, image = '']) => image);
    assert.equal(images.length, 1);
    const [, node = '', patch] = /^node:(\d+\.\d+)\.(\d+)-bookworm$/.exec(images[0] ?? '') ?? [];
    assert.ok(patch, String(images));
    assert.equal(read('.nvmrc').trim(), node);
    const oldest = /node: \['([\d.]+)'/.exec(read('.github', 'workflows', 'ci.yml'));
    assert.equal(oldest?.[1], node);
  });
});
