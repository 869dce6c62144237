import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { builtPackagesOnUse } from '../../src/adapters';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import { CosReader } from '../../src/cloud/cos/cosReader';
import { TemClient } from '../../src/cloud/tem/temClient';
import { openStoredPackage } from '../../src/core/openStoredPackage';
import type { Account, Connection, UploadedPackage } from '../../src/core/model';
import { packageReader } from '../../src/jar/packageReader';
import { Sandbox } from '../../src/sandbox/sandbox';
import { packageAddress, type ApplicationNode, type Node, type PackageNode } from '../../src/browse/nodes';
import { packageItem } from '../../src/ui/applications/packageItem';
import { outcomeOf, type WithErrorReporting } from '../../src/ui/vscode/errorReporter';
import { comparePackagesCommand } from '../../src/ui/packages/comparePackages';
import { copyLines } from '../../src/ui/vscode/copyText';
import { showPackageFactsCommand } from '../../src/ui/packages/showPackageFacts';
import { downloadText } from '../../src/ui/packages/downloadText';
import { linkExpiry } from '../../src/ui/packages/linkExpiry';
import { readProvenance } from '../../src/ui/uploads/readProvenance';
import { askedOf } from '../fixtures/askedOf';
import { bootJar } from '../fixtures/bootJar';
import { closeList } from './choosing';
import { viewOf } from '../fixtures/viewOf';
import { storeObject } from '../fixtures/storeObject';
import { ordersApplication } from '../fixtures/ordersApplication';
import { documentOf, type TextSubject } from '../../src/ui/packages/readOnlyTexts';

const account: Account = { id: 'a1', name: 'Shop', site: 'sandbox' };
const parent: ApplicationNode = {
  kind: 'application',
  account,
  region: 'ap-guangzhou',
  application: ordersApplication,
};
const nodeOf = (version: string, uploaded?: UploadedPackage): PackageNode => ({
  kind: 'package',
  parent,
  known: { packageName: 'orders.jar', version, runningIn: [], ...(uploaded && { uploaded }) },
});

describe('packages in TEM', () => {
  let sandbox: Sandbox;
  let shown: { readonly title: string; readonly text: string }[];
  let failures: string[];
  let listed: PackageNode[];
  let selected: readonly PackageNode[];

  before(async () => {
    sandbox = await Sandbox.start();
    for (const version of ['1.4.2', '1.10.0']) {
      const about = { name: 'orders', version, main: 'com/acme/Orders', bytes: 400_000, seed: 1 };
      storeObject(sandbox, version, 'orders.jar', await bootJar(about));
    }
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    shown = [];
    failures = [];
    listed = [];
    selected = [];
    sandbox.requests.clear();
    sandbox.conditions.faults = [];
  });

  const node = (version: string): PackageNode => {
    const row = nodeOf(version);
    listed.push(row);
    return row;
  };
  const withErrorReporting: WithErrorReporting = async (what, job) => {
    const outcome = await outcomeOf(job);
    if (outcome.kind === 'failed') failures.push(`${what}: ${String(outcome.error)}`);
    return outcome;
  };
  const deps = () => {
    const endpoints = { tem: sandbox.temUrl, cos: sandbox.cosUrl };
    const connection: Connection = { site: 'sandbox', credential: sandbox.credential, endpoints };
    const connections = { connect: () => Promise.resolve(connection) };
    const open = { connections, tem: new TemClient(), packageStore: new CosReader() };
    return {
      builtPackages: builtPackagesOnUse(),
      reader: packageReader,
      openStored: (one: PackageNode, signal: AbortSignal) =>
        openStoredPackage(open, packageAddress(one), one.known, signal),
      applications: viewOf<Node>(listed, selected),
      beside: () => Promise.resolve([]),
      texts: {
        show: ({ title }: TextSubject, lines: readonly string[]) =>
          Promise.resolve(void shown.push({ title, text: documentOf(lines) })),
      },
      withErrorReporting,
    };
  };

  it('say what they are without being downloaded', async () => {
    await showPackageFactsCommand(deps())(node('1.4.2'));
    assert.deepEqual(failures, []);
    assert.equal(shown[0]?.title, 'orders.jar 1.4.2 (details)');
    assert.match(shown[0]?.text ?? '', /^Start class +com\.acme\.Orders$/m);
    assert.equal(askedOf(sandbox), 'CreateCosToken 1, GetObject 2');
  });

  it('are compared when two are selected, the lower version first where nobody knows their age', async () => {
    const [newer, older] = [node('1.10.0'), node('1.4.2')];
    await comparePackagesCommand(deps())(newer, [newer, older]);
    assert.deepEqual(failures, []);
    assert.equal(shown[0]?.title, 'orders.jar 1.4.2 ↔ orders.jar 1.10.0');
    assert.match(
      shown[0]?.text ?? '',
      /^Before +orders\.jar, version 1\.4\.2 in TEM .*\nAfter +orders\.jar, version 1\.10\.0/,
    );
    assert.match(shown[0]?.text ?? '', /^Changed files: 1$/m);
    // Nobody knows how long they are: the beginning is asked for, and then the end.
    assert.equal(askedOf(sandbox), 'CreateCosToken 2, GetObject 4');
  });

  it('are those of the selected rows where none is clicked, as from the palette', async () => {
    selected = [node('1.4.2')];
    await showPackageFactsCommand(deps())();
    selected = [node('1.10.0'), node('1.4.2')];
    await comparePackagesCommand(deps())();
    assert.deepEqual(failures, []);
    assert.deepEqual(
      shown.map(({ title }) => title),
      ['orders.jar 1.4.2 (details)', 'orders.jar 1.4.2 ↔ orders.jar 1.10.0'],
    );
  });

  it('are not those of the selected rows where something else is meant, which is gone or no package', async () => {
    selected = [node('1.4.2')];
    for (const other of [nodeOf('1.10.0'), vscode.Uri.file('/w/orders.jar.bak'), 'orders']) {
      await showPackageFactsCommand(deps())(other);
      await comparePackagesCommand(deps())(other);
    }
    assert.deepEqual([shown, failures], [[], []]);
    assert.equal(askedOf(sandbox), '');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('are not the selected two where another one is clicked, nor one that is selected in two groups', async () => {
    const [one, two, clicked] = [node('1.10.0'), node('1.4.2'), node('1.5.0')];
    await closeList(comparePackagesCommand(deps())(clicked, [one, two]));
    const group = { kind: 'group', parent: { kind: 'region', account, region: 'ap-guangzhou' } } as const;
    const same: PackageNode = { ...one, parent: { ...parent, group } };
    listed.push(same);
    await closeList(comparePackagesCommand(deps())(one, [one, same]));
    assert.deepEqual([shown, failures], [[], []]);
  });

  it('are compared with a file', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tem-compare-'));
    try {
      const file = join(folder, 'orders-here.jar');
      await writeFile(
        file,
        await bootJar({ name: 'orders', version: '2', main: 'com/acme/Orders', bytes: 400_000, seed: 9 }),
      );
      const stored = node('1.4.2');
      await comparePackagesCommand(deps())(stored, [stored, vscode.Uri.file(file)]);
      assert.deepEqual(failures, []);
      assert.match(shown[0]?.text ?? '', /^Changed libraries: 4\n\njackson-databind +2\.17\.2 +→ +2\.17\.2 +100 kB/m);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('say so where the store does not let them be read', async () => {
    const effect = { type: 'status', status: 403, code: 'AccessDenied' } as const;
    sandbox.conditions.faults = [{ kind: 'GetObject', nth: 1, times: Infinity, effect }];
    await showPackageFactsCommand(deps())(node('1.4.2'));
    assert.match(failures[0] ?? '', /^Could not read orders\.jar 1\.4\.2: AppError: readRefused/);
    assert.deepEqual(shown, []);
  });

  it('give their versions to the clipboard, a line each and each once', async () => {
    await copyLines([node('1.4.2')].map(({ known }) => known.version));
    assert.equal(await vscode.env.clipboard.readText(), '1.4.2');
    await copyLines([node('1.4.2'), node('1.10.0'), node('1.4.2')].map(({ known }) => known.version));
    assert.equal(await vscode.env.clipboard.readText(), '1.4.2\n1.10.0');
    await copyLines([node('1.4.3'), node('1.4.4\nrm -rf /')].map(({ known }) => known.version));
    assert.equal(await vscode.env.clipboard.readText(), '1.4.2\n1.10.0', 'one that does not read as it is');
  });

  it('tell in their tooltip who uploaded them, from which commit, and whether that was all', () => {
    const uploaded: UploadedPackage = {
      target: {
        accountId: 'a1',
        region: 'ap-guangzhou',
        applicationId: ordersApplication.id,
        applicationName: 'orders',
      },
      packageName: 'orders.jar',
      version: '1',
      bucket: 'b',
      key: 'k',
      bytes: 1,
      crc64: '0',
      uploadedAt: 0,
      who: 'Ann Lee (Shop)',
      origin: { commit: '0123456789abcdef0123456789abcdef01234567', branch: 'main', isDirty: true },
    };
    const lines = tooltipLines(packageItem(nodeOf('1', uploaded)));
    assert.ok(lines.includes('By: Ann Lee (Shop)'));
    assert.ok(lines.includes('Commit: 0123456789abcdef0123456789abcdef01234567, with uncommitted changes'));
  });
});

describe('what is told of a download', () => {
  it('is its stage, and while bytes come how many, how fast and how long yet', () => {
    assert.equal(downloadText({ stage: 'asking' }, undefined), 'getting a download link from TEM');
    const progress = { stage: 'receiving', received: 6_800_000, total: 24_000_000 } as const;
    assert.equal(downloadText(progress, undefined), '28% · 6.8 MB of 24.0 MB');
    assert.equal(downloadText(progress, 4_000_000), '28% · 6.8 MB of 24.0 MB · 4.0 MB/s · 5 s left');
  });

  it('is when its link expires, as far as that can be read', () => {
    const link = 'https://b.cos.test/a.jar?q-key-time=1700000000%3B1700001800&q-sign-time=1700000000%3B1700000600';
    assert.equal(linkExpiry(link), 1_700_000_600_000);
    assert.equal(linkExpiry('https://b.cos.test/a.jar?q-sign-time=x'), undefined);
    assert.equal(linkExpiry('nonsense'), undefined);
  });
});

describe('where a package is from', () => {
  it('is the account alone where git is switched off or knows nothing', async () => {
    assert.deepEqual(await readProvenance(vscode.Uri.file(join(tmpdir(), 'none.jar')), 'Shop'), { who: 'Shop' });
  });
});
