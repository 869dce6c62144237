import assert from 'node:assert/strict';
import type * as vscode from 'vscode';
import { listPackages } from '../../src/cloud/cos/listPackages';
import { TemClient } from '../../src/cloud/tem/temClient';
import { Catalog } from '../../src/browse/catalog';
import { AppError } from '../../src/core/errors';
import type { Account, Connection } from '../../src/core/model';
import { Sandbox } from '../../src/sandbox/sandbox';
import { AuthState } from '../../src/ui/accounts/authState';
import type { GroupBy } from '../../src/browse/viewOptions';
import type { BranchNode, Node } from '../../src/browse/nodes';
import { treeItem } from '../../src/ui/applications/treeItem';
import { TreeModel } from '../../src/browse/treeModel';
import { failureSentence } from '../../src/ui/messages/failureSentence';
import { plainText } from '../../src/ui/messages/plainText';
import { StoredRecords } from '../../src/ui/uploads/storedRecords';
import { HostileService } from '../fixtures/hostileService';
import { hostileTexts } from '../fixtures/hostileTexts';
import { note } from '../harness/note';
import { MemoryState } from './memoryState';
import { ShownTexts } from './shownTexts';

const account: Account = { id: 'a1', name: 'Shop', site: 'sandbox' };
// Of a megabyte eight make an answer that is still one.
const maxLong = 8;

describe('what TEM and COS may answer', function () {
  this.timeout(120_000);
  const shown = new ShownTexts();
  let sandbox: Sandbox;
  let tem: HostileService;
  let cos: HostileService;
  let connection: Connection;

  before(async () => {
    sandbox = await Sandbox.start({ hosts: ['127.0.0.1'] });
    [tem, cos] = await Promise.all([HostileService.start(sandbox.temUrl), HostileService.start(sandbox.cosUrl)]);
    connection = { site: 'sandbox', credential: sandbox.credential, endpoints: { tem: tem.url, cos: cos.url } };
    const rows = await walk('region');
    assert.ok(rows.includes('package') && rows.includes('instance'), `only ${rows.join(' ')}`);
  });
  after(async () => {
    await Promise.all([tem.stop(), cos.stop(), sandbox.stop()]);
    const fields = tem.fields.size + cos.fields.size;
    note(`hostile answers: ${fields} fields of TEM and COS, ${shown.count} (text × place) held`);
    assert.ok(fields > 40, `only ${fields} fields`);
  });

  /** Draws every row of the tree; gives their kinds. */
  async function walk(groupBy: GroupBy, name = 'honest'): Promise<readonly string[]> {
    const auth = new AuthState();
    const list = () => Promise.resolve([account]);
    const accounts = { list, connect: () => Promise.resolve(connection) };
    const records = new StoredRecords(new MemoryState());
    const source = new Catalog({ accounts, auth, tem: new TemClient(), store: { listPackages }, records });
    const tree = new TreeModel({
      source,
      accounts,
      regions: () => ['ap-guangzhou'],
      auth,
      viewOptions: () => ({ filter: '', groupBy }),
      onDidChange: () => undefined,
      onRefresh: () => undefined,
    });
    const drawn: string[] = [];
    const draw = async (node: Node): Promise<void> => {
      const item: vscode.TreeItem = treeItem(node, () => ({ isCurrent: false, complaint: undefined }));
      shown.seeRow(item, `${name} in ${node.kind}`);
      drawn.push(node.kind);
      if (isBranch(node)) await tree.loadedChildren(node);
      // Many applications differ in nothing.
      for (const child of (await tree.children(node)).slice(0, 4)) await draw(child);
    };
    for (const node of await tree.children()) await draw(node);
    tree.dispose();
    return drawn;
  }

  for (const [name, text] of Object.entries(hostileTexts)) {
    it(`does nothing but be read: ${name}`, async () => {
      let replaced = 0;
      // Each another one: what has the same id is the same.
      const instead = () => (text.length > 10_000 && replaced >= maxLong ? undefined : `${text}${replaced++}`);
      // A key of its own: the throttle goes by key.
      connection = { ...connection, credential: { ...connection.credential, secretId: `AKID${Math.random()}` } };
      const ofListings = () => (at: string) => (/RequestId|Bucket|^IsTruncated/.test(at) ? undefined : instead());
      tem.replay((kind) => (kind === 'CreateCosToken' ? undefined : ofListings()));
      cos.replay(ofListings);
      const began = performance.now();
      for (const groupBy of ['region', 'environment'] as const) await walk(groupBy, name);
      tem.replay(() => instead);
      cos.replay(() => instead);
      await walk('region', name);
      assert.ok(performance.now() - began < 30_000, `${((performance.now() - began) / 1000).toFixed()} s`);
      await seeRefusals(name, text);
    });
  }

  async function seeRefusals(name: string, text: string): Promise<void> {
    const client = new TemClient({ clock: { sleep: () => Promise.resolve() } });
    const signal = new AbortController().signal;
    const asked = { applicationId: 'service-1', packageName: 'orders.jar', version: '1' };
    for (const Code of ['UnauthorizedOperation', 'ResourceNotFound', text]) {
      const refusal = { Response: { Error: { Code, Message: text }, RequestId: text } };
      tem.answerWith(JSON.stringify(refusal));
      for (const call of [
        () => client.listApplications({ connection, region: 'ap-x' }, { signal }),
        () => client.createUploadGrant({ connection, region: 'ap-x', ...asked }, { signal }),
        () => client.packageDownloadUrl({ connection, region: 'ap-x', ...asked }, { signal }),
      ]) {
        const error: unknown = await call().then(
          () => assert.fail('no refusal'),
          (reason: unknown) => reason,
        );
        assert.ok(error instanceof AppError);
        shown.see(error.message, 'line', `${name} in a refusal of TEM`);
        shown.see(plainText(failureSentence('Could not load', error)), 'message', `${name} in a refusal of TEM`);
      }
    }
    tem.answerWith(undefined);
  }
});

function isBranch(node: Node): node is BranchNode {
  return ['region', 'environments', 'environment', 'packages'].includes(node.kind);
}
