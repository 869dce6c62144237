import assert from 'node:assert/strict';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { builtPackagesOnUse } from '../../src/adapters';
import type { BuiltPackages } from '../../src/core/ports/builtPackages';
import { findPackages, type FoundPackage } from '../../src/ui/vscode/findPackages';
import { keepPlace } from '../../src/ui/vscode/keepPlace';
import { lookAtPackages } from '../../src/ui/vscode/lookAtPackages';
import { packageRows, type PackageRow } from '../../src/ui/vscode/packageRows';
import { pickPackageFiles } from '../../src/ui/vscode/pickPackageFiles';
import { createPick, pickHeading, pickRow, type PickRow } from '../../src/ui/vscode/quickInput';
import { writeBuild, type BuildFiles } from '../fixtures/buildFolder';
import { acceptFirst, closeList } from './choosing';

const layouts: Readonly<Record<string, BuildFiles>> = {
  shadow: { 'build/libs/pay-1.0-all.jar': 'complete', 'build/libs/pay-1.0.jar': 'classes' },
  exec: { 'target/bill-exec.jar': 'boot', 'target/bill.jar': 'lone', 'target/bill-sources.jar': 'sources' },
  fast: { 'target/quarkus-app/quarkus-run.jar': 'quarkusRun', 'target/ship-1.0.jar': 'classes' },
};
const most = { matches: 20_000, looks: 2000, rows: 200, ms: 10_000 };
const { signal } = new AbortController();

describe('the list of packages', () => {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  const made = join(folder?.uri.fsPath ?? '', 'ranked');
  const builtPackages = builtPackagesOnUse();
  const find = async () => {
    const { packages } = await findPackages(new vscode.CancellationTokenSource().token);
    return packages.filter(({ uri }) => uri.fsPath.startsWith(made));
  };
  const write = async (name: string) => {
    await mkdir(join(made, name), { recursive: true });
    await writeBuild(join(made, name), layouts[name] ?? {});
  };
  const shown = async (packages: readonly FoundPackage[]) => {
    const sights = await lookAtPackages({ builtPackages }, packages, { signal });
    return packageRows({ packages, isCut: false }, sights, 'one');
  };
  const labels = (rows: readonly PackageRow[]) => rows.map(({ label }) => label);
  afterEach(() => rm(made, { recursive: true, force: true }));

  it('has first what runs, also where the build left a thin JAR later', async () => {
    await write('shadow');
    await write('exec');
    const rows = await shown(await find());
    const at = (label: string) => labels(rows).indexOf(label);
    const heading = at('probably not the package to run');
    for (const runs of ['pay-1.0-all.jar', 'bill-exec.jar']) assert.ok(at(runs) < heading, runs);
    for (const other of ['pay-1.0.jar', 'bill.jar', 'bill-sources.jar']) assert.ok(at(other) > heading, other);
    const said = (label: string) => rows[at(label)]?.description?.split(' · ')[0];
    assert.equal(said('pay-1.0.jar'), 'thin JAR: needs its libraries beside it');
    assert.equal(said('bill.jar'), 'without the Spring Boot launcher and libraries');
    assert.equal(said('bill-sources.jar'), 'sources');
    assert.equal(said('bill-exec.jar'), 'exec');
  });

  it('says of what Quarkus builds by default how to get a package that starts', async () => {
    await write('fast');
    const rows = await shown(await find());
    assert.deepEqual(labels(rows).slice(0, 2), ['probably not the package to run', 'ship-1.0.jar']);
    assert.match(
      rows[1]?.detail ?? '',
      /No package of this build starts by itself\. Build with quarkus\.package\.jar\.type=uber-jar for one that does\./,
    );
  });

  it('goes by names until packages were looked at', async () => {
    await write('shadow');
    const packages = await find();
    assert.deepEqual(labels(packageRows({ packages, isCut: false }, new Map(), 'one')).slice(0, 2), [
      'pay-1.0.jar',
      'pay-1.0-all.jar',
    ]);
  });

  it('gives the package that runs to who takes the first', async () => {
    await vscode.workspace
      .getConfiguration('tem')
      .update('packageGlobs', ['ranked/**'], vscode.ConfigurationTarget.Global);
    try {
      await write('shadow');
      let chosen: readonly vscode.Uri[] = [];
      const call = async () => (chosen = await pickPackageFiles({ builtPackages }, purpose));
      await acceptFirst(call(), 'one');
      assert.deepEqual(
        chosen.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)),
        ['pay-1.0-all.jar'],
      );
    } finally {
      await vscode.workspace
        .getConfiguration('tem')
        .update('packageGlobs', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('stops looking when it is closed', async () => {
    const picking: Promise<unknown>[] = [];
    const looked = await new Promise<AbortSignal>((resolve) => {
      const look: BuiltPackages['look'] = (_, options) => {
        resolve(options.signal);
        return new Promise(() => undefined);
      };
      picking.push(pickPackageFiles({ builtPackages: { look } }, purpose));
    });
    assert.equal(looked.aborted, false);
    for (const one of picking) await closeList(one);
    assert.equal(looked.aborted, true);
  });

  it('stays at the row that somebody has moved to, and keeps what is ticked', () => {
    const rows = (...names: readonly string[]) => names.map((label) => pickRow({ label }, {}));
    const pick = createPick<PickRow>('', '');
    try {
      const before = [pickHeading('later'), ...rows('a', 'b', 'c')];
      const reorder = (active: readonly PickRow[], ticked: readonly PickRow[]) => {
        pick.items = before;
        pick.activeItems = active;
        pick.selectedItems = ticked;
        const after = [...rows('c', 'b'), pickHeading('later'), ...rows('a')];
        keepPlace(
          pick,
          ({ label }) => label,
          () => (pick.items = after),
        );
        return [pick.activeItems, pick.selectedItems].map((some) => some.map((row) => after.indexOf(row)));
      };
      assert.deepEqual(reorder(before.slice(2, 3), [])[0], [1]);
      // Nobody has moved: the first of either list is active, as VS Code has it.
      assert.deepEqual(reorder(before.slice(1, 2), [])[0], [-1]);
      pick.canSelectMany = true;
      assert.deepEqual(
        reorder(
          [],
          [before[1], before[3]].flatMap((row) => row ?? []),
        )[1],
        [3, 0],
      );
    } finally {
      pick.dispose();
    }
  });

  it('has a file to select also where the search cannot start, and says why', async () => {
    const { token } = new vscode.CancellationTokenSource();
    const failing = () => Promise.reject(new Error('rg: not found'));
    const found = await findPackages(token, most, failing);
    assert.deepEqual(found, { packages: [], isCut: false, flaw: 'rg: not found' });
    assert.deepEqual(labels(packageRows(found, new Map(), 'several')), [
      'The workspace cannot be searched: rg: not found',
      '',
      '$(folder-opened) Select a file…',
    ]);
  });
});

const purpose = { title: 'Upload', button: 'Upload', takes: 'one' } as const;
