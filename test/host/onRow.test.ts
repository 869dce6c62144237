import assert from 'node:assert/strict';
import type { Account } from '../../src/core/model';
import type { ApplicationNode, LoadMoreNode, Node, PackageNode } from '../../src/browse/nodes';
import { accountRow } from '../../src/ui/accounts/accountRow';
import {
  applicationRow,
  loadingRow,
  moreRow,
  packageRow,
  refreshableRow,
  uploadableRow,
} from '../../src/ui/applications/rowKinds';
import { storedRow } from '../../src/ui/uploads/uploadKinds';
import { eitherRows, onRow, type RowKind } from '../../src/ui/vscode/onRow';
import { rowsOf } from '../fixtures/rowsOf';
import { ordersApplication } from '../fixtures/ordersApplication';

const account: Account = { id: 'a1', name: 'Shop', site: 'china' };
const region: Node = { kind: 'region', account, region: 'ap-guangzhou' };
const orders: ApplicationNode = {
  kind: 'application',
  account,
  region: 'ap-guangzhou',
  application: ordersApplication,
};
const locked: ApplicationNode = { ...orders, application: { ...ordersApplication, hasAuthority: false } };
const gateway: ApplicationNode = { ...orders, application: { ...ordersApplication, deployMode: 'IMAGE' } };
const packages: Node = { kind: 'packages', parent: orders };
const deployed: PackageNode = {
  kind: 'package',
  parent: orders,
  known: { packageName: 'orders.jar', version: '1', runningIn: ['prod'] },
};
const stored = { key: 'k', packageName: 'orders.jar', version: '1', bytes: 1, bucket: 'b', modifiedAt: 0 };
const listed: PackageNode = { ...deployed, known: { ...deployed.known, stored } };
const more: LoadMoreNode = { kind: 'loadMore', parent: packages, left: 1 };
const loading: Node = { kind: 'placeholder', parent: packages, placeholder: { kind: 'loading' } };
const accountNode: Node = { kind: 'account', account };

describe('a command of rows', () => {
  /** What it is run for with `selected` rows, called without one or with the clicked one. */
  function ranFor<T>(kind: RowKind<Node, T>, selected: readonly Node[], clicked?: Node): readonly T[] {
    const ran: T[] = [];
    onRow(rowsOf(clicked ? [clicked] : [], selected), kind, (row: T) => ran.push(row))(clicked);
    return ran;
  }

  it('is for the clicked row, and without one for the first of those selected', () => {
    assert.deepEqual(ranFor(packageRow, [deployed], listed), [listed]);
    assert.deepEqual(ranFor(packageRow, [deployed, listed]), [deployed]);
    assert.deepEqual(ranFor(packageRow, []), []);
    assert.deepEqual(ranFor(packageRow, [orders, listed]), []);
  });

  it('takes of a row what it is for: the row, the application above it, where its package lies', () => {
    assert.deepEqual(ranFor(accountRow, [accountNode]), [accountNode]);
    assert.deepEqual(ranFor(accountRow, [orders]), []);
    for (const row of [orders, packages, deployed, more, loading])
      assert.deepEqual(ranFor(applicationRow, [row]), [orders]);
    assert.deepEqual(ranFor(applicationRow, [region]), []);
    assert.deepEqual(ranFor(uploadableRow, [deployed]), [orders]);
    for (const row of [locked, gateway, region]) assert.deepEqual(ranFor(uploadableRow, [row]), []);
    assert.deepEqual(ranFor(storedRow, [listed]), ['k']);
    assert.deepEqual(ranFor(storedRow, [deployed]), []);
    assert.deepEqual(ranFor(moreRow, [more]), [more]);
    assert.deepEqual(ranFor(moreRow, [packages]), []);
    assert.deepEqual(ranFor(loadingRow, [loading]), [loading]);
    assert.deepEqual(ranFor(loadingRow, [more]), []);
  });

  it('refreshes the list that a row was read with where it is not read by itself', () => {
    for (const row of [deployed, more, loading]) assert.deepEqual(ranFor(refreshableRow, [row]), [packages]);
    for (const row of [accountNode, region, orders, packages]) assert.deepEqual(ranFor(refreshableRow, [row]), [row]);
  });
});

describe('a command of rows of two views', () => {
  const upload = { kind: 'upload' } as const;
  const taken: RowKind<Node | typeof upload, string> = {
    of: (row) => (row.kind === 'upload' ? 'upload' : row.kind === 'package' ? 'package' : undefined),
    wanted: () => 'Select another.',
  };
  const ranWith = (applications: readonly Node[], uploads: readonly (typeof upload)[]) => {
    const ran: string[] = [];
    const rows = eitherRows(rowsOf<Node>([], applications), rowsOf<typeof upload>([], uploads));
    onRow(rows, taken, (one: string) => ran.push(one))();
    return ran;
  };

  it('is for the selected row that it is a command of, in whichever view', () => {
    assert.deepEqual(ranWith([orders], [upload]), ['upload']);
    assert.deepEqual(ranWith([], [upload]), ['upload']);
    assert.deepEqual(ranWith([deployed], [upload]), ['package']);
    assert.deepEqual(ranWith([orders, deployed], []), []);
  });
});
