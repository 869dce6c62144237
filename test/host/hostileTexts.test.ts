import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { AppError } from '../../src/core/errors';
import type { Account, Application, UploadedPackage, UploadOrder } from '../../src/core/model';
import type { PackageDifference, PackageFacts } from '../../src/core/packageFacts';
import { isHonest } from '../../src/core/visible';
import { accountStatusText } from '../../src/ui/accounts/accountStatusText';
import type { ApplicationNode, Node } from '../../src/browse/nodes';
import { treeItem } from '../../src/ui/applications/treeItem';
import { createErrorReporter } from '../../src/ui/vscode/errorReporter';
import { copyText } from '../../src/ui/vscode/copyText';
import { failureSentence } from '../../src/ui/messages/failureSentence';
import { pickRow } from '../../src/ui/vscode/quickInput';
import { logEntry } from '../../src/ui/vscode/log';
import { differenceText } from '../../src/ui/packages/differenceText';
import { factsText } from '../../src/ui/packages/factsText';
import { documentOf } from '../../src/ui/packages/readOnlyTexts';
import { plainText } from '../../src/ui/messages/plainText';
import { failedRow, goneRow, lastRows, regionRows } from '../../src/ui/uploads/targetRows';
import { tooltipLines } from '../../src/ui/vscode/treeRow';
import type { Upload, UploadState } from '../../src/ui/uploads/upload';
import { uploadItem } from '../../src/ui/uploads/uploadItem';
import { hostileTexts } from '../fixtures/hostileTexts';
import { rolloutStates, sampleRollout } from '../fixtures/sampleRollout';
import { withEach } from '../fixtures/withEach';
import { note } from '../harness/note';
import { ShownTexts } from './shownTexts';

const account: Account = { id: 'a1', name: 'Shop', site: 'china' };
const target = { accountId: 'a1', region: 'ap-guangzhou', applicationId: 'service-1', applicationName: 'orders' };
const running = {
  environmentId: 'en-1',
  environmentName: 'prod',
  versionName: '1.4.2',
  status: 'Odd',
  currentInstances: 1,
  expectedInstances: 1,
  deploying: false,
};
const application: Application = {
  id: 'service-1',
  name: 'orders',
  description: 'takes orders',
  language: 'JAVA',
  deployMode: 'JAR',
  versions: [running, { ...running, deploying: true }],
  hasAuthority: true,
};
const uploaded: UploadedPackage = {
  target,
  packageName: 'orders.jar',
  version: '1.4.2',
  bucket: 'tem-1',
  key: 'tem/pkg/1/service-1/1.4.2/orders.jar',
  bytes: 5,
  crc64: '1',
  uploadedAt: 1,
  who: 'Ann',
  origin: { commit: 'abc', branch: 'main', isDirty: true },
};
const origin = { commit: 'abc', branch: 'main', isDirty: true };
/** The states of a deployment that have words of others. */
const speaking = ['queued', 'failed', 'replaced', 'notBegun'];
const error = new AppError('denied', 'no', 'r-1');
const order: UploadOrder = {
  id: 'o-1',
  target,
  path: '/w/orders.jar',
  packageName: 'orders.jar',
  versionTemplate: 'v',
};

const row: ApplicationNode = { kind: 'application', account, region: 'ap-guangzhou', application };
const packages = { kind: 'packages', parent: row } as const;
const known = {
  packageName: 'orders.jar',
  version: '1.4.2',
  stored: { packageName: 'orders.jar', version: '1.4.2', bucket: 'b', key: 'k', bytes: 5, modifiedAt: 1 },
  uploaded,
  runningIn: ['prod', 'test'],
  deployedAt: 1,
};
const uploadedOnly = { packageName: 'orders.jar', version: '1.4.2', uploaded, runningIn: ['prod'] };
const environment = {
  kind: 'environment',
  parent: row,
  environment: { running, kind: 'prod', deployedAt: 1 },
} as const;
const instance = {
  id: 'pod-1',
  status: 'Odd',
  isReady: false,
  restarts: 1,
  version: '1',
  startedAt: 1,
  unhealthyReason: 'x',
};
const nodes: readonly Node[] = [
  { kind: 'account', account },
  { kind: 'region', account, region: 'ap-somewhere' },
  row,
  {
    kind: 'group',
    parent: { kind: 'region', account, region: 'ap-x' },
    environment: { id: 'en-1', name: 'prod', kind: 'prod', status: '' },
  },
  { kind: 'environments', parent: row },
  packages,
  environment,
  { ...environment, environment: { ...environment.environment, deployedBy: 'Ann', uploadedBy: 'Bob', origin } },
  ...rolloutStates
    .filter(({ kind }) => speaking.includes(kind))
    .map((state): Node => ({ kind: 'rollout', parent: environment, rollout: sampleRollout({ state }) })),
  { kind: 'rollout', parent: environment, rollout: sampleRollout({ problem: error, refused: error }) },
  { kind: 'instance', parent: environment, instance },
  { kind: 'package', parent: row, known },
  { kind: 'package', parent: row, known: uploadedOnly },
  { kind: 'loadMore', parent: packages, left: 3 },
  ...(['loading', 'stopped', 'empty', 'filtered', 'listingDenied'] as const).map((kind): Node => ({
    kind: 'placeholder',
    parent: packages,
    placeholder: { kind },
  })),
  { kind: 'placeholder', parent: packages, placeholder: { kind: 'failed', error } },
];

const library = { path: 'BOOT-INF/lib/a-1.jar', name: 'a', version: '1', bytes: 5 };
const facts: PackageFacts = {
  kind: 'springBootJar',
  bytes: 5,
  files: 5,
  mainClass: 'a.Main',
  startClass: 'a.Start',
  title: 'orders',
  version: '1',
  buildJdk: '17',
  buildTool: 'Maven',
  java: { release: 17, of: 'library', className: 'c', library: 'l' },
  springBoot: '3',
  libraries: [library],
  libraryBytes: 5,
  build: { group: 'g', artifact: 'a', version: '1', time: 't' },
  commit: { id: 'i', branch: 'b', time: 't', dirty: true },
};
const difference: PackageDifference = {
  bytesBefore: 1,
  bytesAfter: 2,
  added: [{ path: 'a', bytes: 1 }],
  removed: [{ path: 'b', bytes: 1 }],
  changed: [{ path: 'c', pathBefore: 'd', bytesBefore: 1, bytesAfter: 2 }],
  libraries: [
    {
      name: 'a',
      before: library,
      after: library,
      inside: { kind: 'compared', added: ['a'], changed: ['c'], removed: [] },
    },
  ],
  shaded: [
    { name: 's', versionBefore: '1', versionAfter: '2', files: { added: ['a'], changed: ['c'], removed: ['r'] } },
  ],
  moved: [{ from: 'a/', to: 'b/', count: 1 }],
  repacked: [{ path: 'r', isDeflated: true }],
  unchanged: 1,
};

const marks = () => ({ isCurrent: true, complaint: error });
const linesOf = (item: vscode.TreeItem) => tooltipLines(item).length;

describe('texts that others wrote', () => {
  const shown = new ShownTexts();
  after(() => note(`hostile texts: ${Object.keys(hostileTexts).length} texts, ${shown.count} (text × place) held`));

  for (const [name, text] of Object.entries(hostileTexts)) {
    it(`do nothing but be read: ${name}`, async () => {
      for (const node of nodes) {
        const honest = linesOf(treeItem(node, marks));
        for (const { at, value } of withEach(node, text))
          shown.seeRow(treeItem(value, marks), `${name} in ${node.kind} ${at}`, honest);
      }
      seeUploads(name, text);
      seePickers(name, text);
      seeDocuments(name, text);
      seeFailures(name, text);
      seeStatus(name, text);
      shown.see(plainText(text), 'message', `${name} in a message`);
      await seeLog(name, text);
    });
  }

  function seeUploads(name: string, text: string): void {
    const failed = new AppError('service', text, text);
    const states: readonly UploadState[] = [
      { kind: 'queued' },
      { kind: 'running', progress: { stage: 'sending', sent: 1, total: 2 }, bytesPerSecond: 1 },
      { kind: 'failed', error: failed },
      { kind: 'cancelled' },
      { kind: 'finished', uploaded },
    ];
    for (const state of states) {
      const upload: Upload = { kind: 'upload', id: 'o-1', order, state };
      const honest = linesOf(uploadItem(upload));
      for (const { at, value } of withEach(upload, text))
        shown.seeRow(uploadItem(value), `${name} in upload ${state.kind} ${at}`, honest);
    }
  }

  function seePickers(name: string, text: string): void {
    for (const { at, value } of withEach({ label: 'a', description: ['b', 'c'], detail: 'd' }, text))
      shown.seePick(pickRow({ ...value, icon: 'x' }, {}), `${name} in a picker's ${at}`);
    for (const { at, value } of withEach(application, text)) {
      for (const mode of ['JAR', 'WAR', 'IMAGE'] as const) {
        const rows = regionRows(account, 'ap-x', [{ ...value, deployMode: mode }], 'orders.jar');
        for (const one of rows) {
          shown.seePick(one, `${name} in the target picker, ${at}`);
          shown.see(plainText(one.refusal ?? ''), 'message', `${name} in a refusal, ${at}`);
        }
      }
    }
    for (const { at, value } of withEach(target, text))
      for (const others of [[], [{ path: `/w/${text}/target/b.jar`, last: value }]])
        for (const one of lastRows([{ path: '/w/a.jar', last: value }, ...others]))
          shown.seePick(one, `${name} in the last target, ${at}`);
    const failed = failedRow('ap-x', new AppError('service', text, text));
    shown.seePick(failed, `${name} in a region that failed`);
    shown.seePick(
      goneRow({ ...failed, application: { id: text, name: text } }),
      `${name} in an application that is gone`,
    );
  }

  function seeDocuments(name: string, text: string): void {
    const honest = factsText('a.jar', facts).length;
    for (const { at, value } of withEach({ name: 'a.jar', facts }, text)) {
      const lines = documentOf(factsText(value.name, value.facts));
      shown.see(lines, 'lines', `${name} in facts ${at}`);
      assert.ok(lines.split('\n').length <= honest, `${name} forges lines in facts ${at}`);
    }
    const lines = differenceText('a', 'b', difference).length;
    for (const { at, value } of withEach({ before: 'a', after: 'b', difference }, text)) {
      const said = documentOf(differenceText(value.before, value.after, value.difference));
      shown.see(said, 'lines', `${name} in differences ${at}`);
      assert.ok(said.split('\n').length <= lines, `${name} forges lines in differences ${at}`);
    }
  }

  function seeFailures(name: string, text: string): void {
    for (const what of ['Could not upload a.jar', `Could not upload ${text}`]) {
      for (const one of [new AppError('service', text, text), new AppError('denied', text), new Error(text), text])
        shown.see(plainText(failureSentence(what, one)), 'message', `${name} in a failure`);
    }
    // What to do about it stands behind a long name, and is read all the same.
    const said = plainText(failureSentence(`Could not upload ${text}`, new AppError('timedOut', text)));
    assert.match(said, /Try again in a moment\.$/);
  }

  function seeStatus(name: string, text: string): void {
    for (const complaint of [undefined, error]) {
      const status = accountStatusText({ ...account, name: text }, complaint);
      shown.see(status.text.replace(/^\$\([a-z]+\) /, ''), 'message', `${name} in the status bar`);
      shown.see(status.spoken.slice(0, 1000), 'line', `${name} in the status bar, spoken`);
      shown.see(status.tooltip.value, 'lines', `${name} in the tooltip of the status bar`);
      assert.doesNotMatch(status.tooltip.value, /[^\\][<[]/, name);
    }
  }

  async function seeLog(name: string, text: string): Promise<void> {
    for (const one of [new AppError('service', text, text), new TypeError(text), text]) {
      const written: string[] = [];
      const log = {
        debug: () => undefined,
        info: () => undefined,
        error: (line: string, further?: readonly string[]) => void written.push(logEntry(line, further)),
        recent: () => [],
        show: () => undefined,
        dispose: () => undefined,
      };
      const withErrorReporting = createErrorReporter({ log, onDidRenewKey: new vscode.EventEmitter<string>().event });
      // The message stays open: what is looked at here is what was written before it.
      void withErrorReporting('a', () => Promise.reject(one as Error));
      await new Promise(setImmediate);
      const lines = written.join('\n').split('\n');
      assert.equal(lines.filter((line) => !/^ {4}at /.test(line)).length, 1, `${name} forges lines in the log`);
      for (const line of lines) shown.see(line.slice(0, 1000), 'line', `${name} in the log`);
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  }

  it('are copied as they are or not at all', async () => {
    for (const [name, text] of Object.entries(hostileTexts)) {
      await vscode.env.clipboard.writeText('before');
      await copyText(text);
      const copied = await vscode.env.clipboard.readText();
      const isFit = isHonest(text) && text.length <= 16_384;
      assert.equal(copied, isFit ? text : 'before', name);
      shown.count++;
    }
    await vscode.commands.executeCommand('notifications.clearAll');
  });
});
