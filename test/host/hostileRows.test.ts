import assert from 'node:assert/strict';
import type { Account } from '../../src/core/model';
import { AppError } from '../../src/core/errors';
import type { ApplicationNode, EnvironmentNode, GroupNode, Node, RegionNode } from '../../src/browse/nodes';
import { treeItem } from '../../src/ui/applications/treeItem';
import { sampleRollout } from '../fixtures/sampleRollout';
import type { Upload } from '../../src/ui/uploads/upload';
import { uploadItem } from '../../src/ui/uploads/uploadItem';

/** What a service may call things, to get another menu, another command or another address. */
const hostile = [
  'application uploadable',
  ' sandbox',
  'account',
  "package stored' || true",
  'upload failed resumable',
  'command:tem.signOut',
  '[x](command:tem.signOut)',
  'https://evil.test/$(sync~spin)',
  '../../etc/passwd',
  'a\nb\u0000\u001b[31m\u202e',
  '\ud800',
  '',
];

describe('rows whose texts come from elsewhere', () => {
  function rows(text: string): readonly Node[] {
    const account: Account = { id: text, name: text, site: 'china' };
    const region: RegionNode = { kind: 'region', account, region: text };
    const running = { environmentId: text, environmentName: text, versionName: text, status: text };
    const version = { ...running, deploying: false, currentInstances: 1, expectedInstances: 1 };
    const application = { id: text, name: text, description: text, language: text, deployMode: text } as const;
    const orders: ApplicationNode = {
      ...region,
      kind: 'application',
      application: { ...application, deployMode: 'JAR', hasAuthority: false, versions: [version] },
    };
    const group: GroupNode = {
      kind: 'group',
      parent: region,
      environment: { id: text, name: text, kind: 'test', status: text },
    };
    const environment: EnvironmentNode = {
      kind: 'environment',
      parent: orders,
      environment: { running: version, kind: 'test' },
    };
    const rollout = sampleRollout({
      ...{ id: text, applicationName: text, environmentName: text, version: text, oldVersion: text, packageName: text },
      state: { kind: 'failed', failure: { status: text, errorMessage: text } },
      problem: new AppError('invalid', text, text),
    });
    const instance = { id: text, isReady: false, restarts: 0, unhealthyReason: text, status: text, version: text };
    const packages = { kind: 'packages', parent: orders } as const;
    const known = { packageName: text, version: text, runningIn: [text] };
    const error = new AppError('invalid', text, text);
    return [
      { kind: 'account', account },
      region,
      group,
      orders,
      packages,
      environment,
      { kind: 'rollout', parent: environment, rollout },
      { kind: 'instance', parent: environment, instance },
      { kind: 'package', parent: orders, known },
      { kind: 'loadMore', parent: packages, left: 1 },
      { kind: 'placeholder', parent: packages, placeholder: { kind: 'failed', error } },
      { kind: 'placeholder', parent: packages, placeholder: { kind: 'empty' } },
    ];
  }

  const itemOf = (row: Node) => treeItem(row, () => ({ isCurrent: false, complaint: undefined }));

  it('have the menus of their kind, and the command of it for the row itself', () => {
    const plain = rows('orders').map((row) => [itemOf(row).contextValue, itemOf(row).command?.command]);
    for (const text of hostile) {
      const all = rows(text);
      assert.deepEqual(
        all.map((row) => [itemOf(row).contextValue, itemOf(row).command?.command]),
        plain,
        text,
      );
      for (const row of all) {
        const { command, resourceUri } = itemOf(row);
        assert.equal(resourceUri, undefined);
        assert.ok(
          (command?.arguments ?? [row]).every((one) => one === row),
          'a command for something else',
        );
      }
    }
  });

  it('are the same of uploads', () => {
    for (const text of hostile) {
      const target = { accountId: text, region: text, applicationId: text, applicationName: text };
      const order = { id: text, target, path: text, packageName: text, versionTemplate: text };
      const state = { kind: 'failed', error: new AppError('invalid', text) } as const;
      const upload: Upload = { kind: 'upload', id: text, order, state };
      const { contextValue, command, resourceUri } = uploadItem(upload);
      assert.equal(contextValue, 'upload failed');
      assert.equal(command?.command, 'tem.showUploadError');
      assert.deepEqual(command.arguments, [upload]);
      assert.equal(resourceUri, undefined);
    }
  });
});
