import * as vscode from 'vscode';
import type { Account } from '../../core/model';
import type { Tem } from '../../core/ports/tem';
import type { UploadRecords } from '../../core/ports/uploadRecords';
import type { Accounts } from '../accounts/accounts';
import { BranchRows } from './branchRows';
import { fetchRows } from './fetchRows';
import { nodeId, type Node, type PackageNode } from './nodes';
import { parentOf } from './parentOf';
import { treeItem } from './treeItem';

/** Whom the view reads from. */
export interface ApplicationsViewNeeds {
  readonly accounts: Pick<Accounts, 'list' | 'connect' | 'current'>;
  readonly tem: Pick<Tem, 'listApplications' | 'describeDeployed'>;
  readonly records: Pick<UploadRecords, 'of'>;
  readonly regions: () => readonly string[];
}

/** Where a package lies in the tree. */
export interface PackagePlace {
  readonly accountId: string;
  readonly region: string;
  readonly applicationId: string;
  readonly packageName: string;
  readonly version: string;
}

/** The tree of accounts, regions, applications and packages. It only reads. */
export class ApplicationsView implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly shown = new Map<string, Node>();
  private readonly view: vscode.TreeView<Node>;
  private readonly rows = new BranchRows(
    (branch, signal) => fetchRows(this.needs, branch, signal),
    (branch) => this.changed.fire(this.shown.get(nodeId(branch))),
    (done) => void vscode.window.withProgress({ location: { viewId: 'tem.applications' } }, () => done),
  );
  private currentId: string | undefined;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(private readonly needs: ApplicationsViewNeeds) {
    this.view = vscode.window.createTreeView('tem.applications', {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
    });
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return treeItem(node, this.currentId);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    const children = await this.childrenOf(node);
    // VS Code recognises a changed row by the very object it was given last.
    for (const child of children) this.shown.set(nodeId(child), child);
    return [...children];
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node);
  }

  /** Reads the row and all below it again; everything without a row. */
  refresh(node?: Node): void {
    const branch = node && 'parent' in node ? node.parent : node;
    this.rows.forget(branch && nodeId(branch));
    if (!branch) this.shown.clear();
    this.changed.fire(branch);
  }

  /** Reads the packages of one application again, where they are shown. */
  refreshApplication({ accountId, region, applicationId }: Omit<PackagePlace, 'packageName' | 'version'>): void {
    const id = [accountId, region, applicationId].map(encodeURIComponent).join('/');
    this.rows.forget(id);
    this.changed.fire(this.shown.get(id));
  }

  stopLoading(node: Node): void {
    this.rows.stop(nodeId(node));
  }

  /** Opens the tree at a package; at its application where the package is not listed. */
  async reveal(place: PackagePlace): Promise<void> {
    const account = (await this.needs.accounts.list()).find(({ id }) => id === place.accountId);
    const isShown = account && this.needs.regions().includes(place.region);
    const rows = isShown && (await this.rows.arrived({ kind: 'region', account, region: place.region }));
    const application = (rows || []).find(
      (row) => row.kind === 'application' && row.application.id === place.applicationId,
    );
    if (application?.kind !== 'application') return void vscode.commands.executeCommand('tem.applications.focus');
    const packages = await this.rows.arrived(application);
    const found = packages.find(
      (row) =>
        row.kind === 'package' && row.known.packageName === place.packageName && row.known.version === place.version,
    );
    await this.view.reveal(found ?? application, { select: true, focus: true, expand: true });
  }

  /** The packages of the application that a package is of. */
  packagesBeside({ parent }: PackageNode): Promise<readonly Node[]> {
    return this.rows.arrived(parent);
  }

  dispose(): void {
    this.rows.dispose();
    this.view.dispose();
    this.changed.dispose();
  }

  private async childrenOf(node: Node | undefined): Promise<readonly Node[]> {
    switch (node?.kind) {
      case undefined:
        return this.accounts();
      case 'account':
        return this.regionsOf(node.account);
      case 'region':
      case 'application':
        return this.rows.soon(node);
      case 'package':
      case 'notice':
        return [];
    }
  }

  private async accounts(): Promise<readonly Node[]> {
    const accounts = await this.needs.accounts.list();
    // With one account there is nothing to tell apart.
    this.currentId = accounts.length > 1 ? (await this.needs.accounts.current())?.id : undefined;
    return accounts.map((account) => ({ kind: 'account', account }));
  }

  private regionsOf(account: Account): readonly Node[] {
    const regions = this.needs.regions();
    if (regions.length === 0) {
      return [{ kind: 'notice', parent: { kind: 'account', account }, notice: { is: 'empty' } }];
    }
    return regions.map((region) => ({ kind: 'region', account, region }));
  }
}
