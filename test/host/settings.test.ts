import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  readEndpoints,
  readGroupBy,
  readMaxConcurrent,
  readPackageGlobs,
  readRegions,
  readSourceChannel,
  readUploadDelta,
  readVersionTemplate,
} from '../../src/ui/vscode/settings';
import type { SettingId } from '../../src/ui/vscode/contributions';
import { ownSettings, settingQuery } from '../../src/ui/vscode/openSettings';
import { settingFlaw } from '../../src/ui/vscode/settingFlaw';
import { builtPackagesOnUse } from '../../src/adapters';
import { findPackages } from '../../src/ui/vscode/findPackages';
import { pickPackageFiles } from '../../src/ui/vscode/pickPackageFiles';

const { Global } = vscode.ConfigurationTarget;
const odd: readonly unknown[] = [0, true, 'x', [1, null, {}, ['a'], ''], { length: 9, 0: 'a' }];

describe('settings of any kind', () => {
  const changed = new Set<string>();
  const set = async (name: string, value: unknown) => {
    changed.add(name);
    await vscode.workspace.getConfiguration('tem').update(name, value, Global);
  };
  afterEach(async () => {
    for (const name of changed) await vscode.workspace.getConfiguration('tem').update(name, undefined, Global);
    changed.clear();
  });

  it('break nothing where they are of another type', async () => {
    const file = vscode.Uri.file('/x.jar');
    for (const value of odd) {
      for (const name of ['regions', 'packageGlobs', 'versionName', 'upload.maxConcurrent', 'upload.delta', 'groupBy'])
        await set(name, value);
      for (const texts of [readRegions(), readPackageGlobs()])
        assert.ok(texts.every((one) => typeof one === 'string' && one !== ''));
      assert.ok(['region', 'environment'].includes(readGroupBy()));
      assert.equal(readUploadDelta(), true);
      const most = readMaxConcurrent();
      assert.ok(Number.isInteger(most) && most >= 1 && most <= 16);
      assert.equal(readVersionTemplate(file), value === 'x' ? 'x' : '${timestamp}');
    }
    await set('upload.delta', 'off');
    assert.equal(readUploadDelta(), false);
    await set('versionName', '${name}'.repeat(10_000));
    assert.equal(readVersionTemplate(file).length, 1024);
    // These two are written by a person alone, and refused in words.
    for (const value of [0, true, [], {}]) {
      await set('endpoint', value);
      assert.deepEqual(readEndpoints(), {});
    }
    for (const value of [
      'x',
      'http://127.0.0.1.evil.test',
      'http://a:b@127.0.0.1',
      'https://x.test/path',
      'x'.repeat(10_000),
    ]) {
      await set('endpoint', value);
      assert.throws(readEndpoints, { failure: 'badEndpoint' });
    }
  });

  it('are said to be broken by their name, with what they take, and found by it', () => {
    const broken: Record<SettingId, readonly unknown[]> = {
      'tem.regions': ['ap-guangzhou', ['AP'], [1], null],
      'tem.groupBy': ['account', 1, null],
      'tem.packageGlobs': ['**', [1], ['*'.repeat(11)]],
      'tem.versionName': [1, null, 'x'.repeat(1025)],
      'tem.upload.delta': ['on', false, null],
      'tem.upload.maxConcurrent': [0, 17, 1.5, '3', null],
      'tem.deploy.confirm': ['sometimes', true, null],
      'tem.deploy.strategy': [
        'automatic',
        null,
        [],
        { prd: {} },
        { test: { kind: 'blue' } },
        { test: { batches: 0 } },
        { test: { batches: '2' } },
        { test: { batch: 1 } },
        { test: null },
      ],
      'tem.deploy.watchSeconds': [4, 601, 1.5, '30', null],
      'tem.endpoint': [1, null, {}],
      'tem.cosEndpoint': [1, null, {}],
      'tem.sourceChannel': ['7', 1.5],
    };
    for (const id of Object.keys(broken) as SettingId[]) {
      const value = vscode.workspace.getConfiguration().inspect(id)?.defaultValue;
      assert.equal(settingFlaw(id, value), undefined, id);
      for (const one of broken[id]) {
        const said = settingFlaw(id, one) ?? '';
        assert.ok(said.startsWith(`The setting ${id} is invalid. The value must be `), `${id}: ${said}`);
      }
    }
    const { id } = vscode.extensions.all.find(
      ({ packageJSON }) => (packageJSON as { name: string }).name === 'tem-toolkit',
    )!;
    assert.equal(ownSettings, `@ext:${id}`);
    assert.equal(settingQuery('tem.regions'), '@id:tem.regions');
  });

  it('give TEM a SourceChannel only where one is set, and a whole number', async () => {
    assert.equal(readSourceChannel(), undefined);
    for (const [value, read] of [
      [0, 0],
      [7, 7],
      [null, undefined],
      [1.5, undefined],
      ['7', undefined],
      [1e300, undefined],
      [[7], undefined],
    ] as const) {
      await set('sourceChannel', value);
      assert.equal(readSourceChannel(), read, JSON.stringify(value));
    }
  });

  it('count as far as anybody means them: so many regions, so many globs', async () => {
    await set(
      'regions',
      Array.from({ length: 5000 }, (_, n) => `ap-${n}`),
    );
    assert.equal(readRegions().length, 100);
    await set('regions', ['x'.repeat(65), 'ap-guangzhou', 'AP', 'a/b', '../x']);
    assert.deepEqual(readRegions(), ['ap-guangzhou']);
    await set(
      'packageGlobs',
      Array.from({ length: 5000 }, (_, n) => `m${n}/target/*`),
    );
    assert.equal(readPackageGlobs().length, 32);
  });

  it('name no glob at which a search would never end; those beside it count', async () => {
    const bombs = [
      '{a,b}'.repeat(50),
      '**/'.repeat(80),
      '*a'.repeat(60),
      '{'.repeat(200),
      `{${'a,'.repeat(120)}}`,
      'x'.repeat(257),
    ];
    await set('packageGlobs', [...bombs, '**/target/*', '**/{build/libs,dist}/**/*.{jar,war}']);
    assert.deepEqual(readPackageGlobs(), ['**/target/*', '**/{build/libs,dist}/**/*.{jar,war}']);
    const { packages } = await findPackages(new vscode.CancellationTokenSource().token);
    assert.ok(packages.length > 0);
  });

  it('lead to a list that has an end, and says where it was cut', async () => {
    const { token } = new vscode.CancellationTokenSource();
    const most = { matches: 20_000, looks: 2000, rows: 200, ms: 10_000 };
    const all = await findPackages(token, most);
    assert.equal(all.isCut, false);
    assert.ok(all.packages.length >= 3);
    for (const less of [{ matches: 1 }, { looks: 1 }, { rows: 1 }]) {
      const found = await findPackages(token, { ...most, ...less });
      assert.equal(found.isCut, true, JSON.stringify(less));
      assert.ok(found.packages.length <= 2);
    }
    assert.deepEqual(await findPackages(token, { ...most, ms: 0 }), { packages: [], isCut: true });
  });

  it('leave the list of packages one that a person can close', async () => {
    await set('packageGlobs', ['**/*'.repeat(2)]);
    const picked = pickPackageFiles({ builtPackages: builtPackagesOnUse() });
    let isOver = false;
    void picked.then(() => (isOver = true));
    while (!isOver) await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.deepEqual(await picked, []);
  });
});
