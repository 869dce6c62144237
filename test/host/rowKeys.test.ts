import assert from 'node:assert/strict';
import { AppError } from '../../src/core/errors';
import type { Node } from '../../src/browse/nodes';
import { actOnNodes, type NodeAction } from '../../src/ui/rows/actOnNodes';
import { copiedText } from '../../src/ui/rows/copiedText';
import { keyedNodes, type KeyedNode } from '../../src/ui/rows/keyedNodes';
import { deleteActions, retryActions } from '../../src/ui/rows/nodeActions';
import { remainsOf, type Upload, type UploadState } from '../../src/ui/uploads/upload';
import { kept, unfinished } from '../fixtures/surface';
import { samplePlan, sampleRollout } from '../fixtures/sampleRollout';
import { ordersApplication } from '../fixtures/ordersApplication';
import { viewOf } from '../fixtures/viewOf';

const [uploaded] = kept.state['tem.uploaded'];
const account = { id: 'a', name: 'Shop', site: 'china' } as const;
const shop: Node = { kind: 'account', account };
const region = { kind: 'region', account, region: 'ap-x' } as const;
const orders = { ...region, kind: 'application', application: ordersApplication } as const;
const stored: Node = {
  kind: 'package',
  parent: orders,
  known: { packageName: 'o.jar', version: '1', runningIn: [], uploaded },
};
const running = { environmentId: 'e', environmentName: 'test', versionName: '1', status: '', deploying: true };
const environment = {
  kind: 'environment',
  parent: orders,
  environment: { running: { ...running, currentInstances: 1, expectedInstances: 1 }, kind: 'test' },
} as const;
const [moving, ended] = [
  { kind: 'rollout', parent: environment, rollout: sampleRollout() },
  { kind: 'rollout', parent: environment, rollout: sampleRollout({ id: 'over', state: { kind: 'succeeded' } }) },
] as const satisfies readonly Node[];
const upload = (state: UploadState): Upload => ({ kind: 'upload', id: state.kind, order: unfinished.order, state });
const error = new AppError('offline', '');
const remains = remainsOf(unfinished);
const [queued, failed, stopped, finished] = [
  upload({ kind: 'queued' }),
  upload({ kind: 'failed', error }),
  { ...upload({ kind: 'interrupted', remains }), id: 'stopped' },
  upload({ kind: 'finished', uploaded }),
] as const;
const nodes = [shop, region, orders, stored, environment, moving, ended];
const uploads = [queued, failed, stopped, finished];

describe('a key in a view', () => {
  const viewsWith = (selected: readonly Node[], uploadsSelected: readonly Upload[], lastUsed = 0) => ({
    applications: viewOf<Node>(nodes, selected),
    uploadsView: { ...viewOf<Upload>(uploads, uploadsSelected), lastUsed: () => lastUsed },
  });

  it('is for the row that has the focus, and for the selection where that row is part of it', () => {
    const views = viewsWith([region, orders], [failed]);
    assert.deepEqual(keyedNodes(views, ['tem.applications', shop]), [shop]);
    assert.deepEqual(keyedNodes(views, ['tem.applications', orders]), [region, orders]);
    assert.deepEqual(keyedNodes(views, ['tem.uploads', stopped]), [stopped]);
  });

  it('is for what is selected in its view where no row has the focus, and in the view used last where none is named', () => {
    assert.deepEqual(keyedNodes(viewsWith([orders], [failed]), ['tem.uploads', null]), [failed]);
    assert.deepEqual(keyedNodes(viewsWith([orders], [failed]), undefined), [orders]);
    assert.deepEqual(keyedNodes(viewsWith([orders], [failed], 1), 'x'), [failed]);
    assert.deepEqual(keyedNodes(viewsWith([], []), ['tem.uploads', orders]), []);
  });

  it('is for nothing where the row that had the focus is gone: what is selected was not meant', () => {
    const views = viewsWith([region, orders], [failed]);
    const gone = { ...finished, id: 'gone' };
    assert.deepEqual(keyedNodes(views, ['tem.uploads', gone]), []);
    assert.deepEqual(keyedNodes(views, ['tem.applications', { ...shop }]), []);
  });

  it('copies what a row is called elsewhere', () => {
    const views = viewsWith([], []);
    assert.deepEqual(
      [...nodes, failed, finished].map((node) => copiedText(views, node)),
      [
        'Shop',
        'ap-x',
        ordersApplication.id,
        uploaded.key,
        'e',
        samplePlan.package.version,
        samplePlan.package.version,
        unfinished.order.path,
        uploaded.key,
      ],
    );
  });

  it('acts once on all that are for one command, and leaves the others alone', async () => {
    const ran: (readonly KeyedNode[])[] = [];
    const record = ({ fits }: NodeAction): NodeAction => ({ fits, run: (all) => Promise.resolve(void ran.push(all)) });
    const all = [...nodes, ...uploads, { ...queued, id: 'another' }];
    assert.equal(await actOnNodes(all, deleteActions.map(record)), true);
    assert.deepEqual(
      ran.map((several) => several.map((node) => (node.kind === 'upload' ? node.id : node.kind))),
      [['account'], ['rollout'], ['queued', 'another'], ['failed', 'finished'], ['stopped']],
    );
    assert.equal(await actOnNodes([region, orders, stored], deleteActions), false);
    assert.equal(await actOnNodes([queued, finished], retryActions), false);
  });
});
