import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import type { Clock } from '../../core/clock';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { ApplicationPlace } from '../../core/place';
import type { Accounts } from '../accounts/accounts';
import type { AuthState } from '../accounts/authState';
import type { GroupBy, ViewOptions } from '../../browse/viewOptions';
import { reloadShown, type ShownNodes } from '../../browse/applicationPolling';
import { nodeId } from '../../browse/nodeId';
import type { LoadMoreNode, Node, PackageNode } from '../../browse/nodes';
import type { PackagePlace } from '../../browse/pathTo';
import { SeenChanges } from '../../browse/seenChanges';
import { ApplicationNodes } from './applicationNodes';
import { CollapsedRows } from './collapsedRows';
import { findPath } from './findPath';
import { followAccounts, type AccountRows } from './followAccounts';
import { followRollouts, type RolloutRows } from './followRollouts';
import { RowRefresh } from './rowRefresh';
import { TreeModel, type TreeModelDeps } from '../../browse/treeModel';
import { focusView } from '../vscode/contributions';
import { affectsBrowsing } from '../vscode/settings';
import { withViewProgress } from '../vscode/showProgress';

/** Dependencies of the view: whom it reads from. */
export interface ApplicationsViewDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'onDidChange'>;
  readonly catalog: TreeModelDeps['source'] & Pick<Catalog, 'reload'>;
  readonly regions: () => readonly string[];
  readonly auth: AuthState;
  readonly groupBy: () => GroupBy;
  readonly clock: Pick<Clock, 'sleep'>;
  /** The deployments that are followed; none is, and none is shown, where absent. */
  readonly board?: Pick<RolloutBoard, 'all' | 'of' | 'find' | 'onDidChange' | 'watch'>;
}

/** The tree of accounts, regions, applications, environments and packages. It only reads. */
export class ApplicationsView extends ApplicationNodes implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly collapsed: CollapsedRows;
  private readonly listening: readonly vscode.Disposable[];
  private readonly tree: TreeModel;
  private readonly changes: SeenChanges;
  private readonly rowRefresh: RowRefresh;

  constructor(
    private readonly deps: ApplicationsViewDeps,
    view: vscode.TreeView<Node>,
  ) {
    super(deps, view);
    const { accounts, board, catalog: source, regions, auth } = deps;
    const { rollouts } = this;
    this.tree = new TreeModel({
      source,
      accounts,
      regions,
      auth,
      rollouts,
      viewOptions: () => this.viewOptions(),
      onDidChange: (node) => this.redraw(node),
      onRefresh: (done) => void withViewProgress(() => done),
    });
    this.changes = new SeenChanges({
      ...deps,
      rollouts,
      shown: () => (this.view.visible ? this.shown() : undefined),
      reload: (node, options) =>
        reloadShown({ source, tree: this.tree, redraw: (one) => this.redrawApplication(one) }, node, options),
    });
    this.rowRefresh = new RowRefresh({
      ...deps,
      tree: this.tree,
      rollouts,
      nodesOf: (place) => this.nodesOf(place),
      redraw: (node) => (node ? this.redraw(node) : this.changed.fire(undefined)),
      redrawApplication: (node) => this.redrawApplication(node),
      onRenewed: () => this.changes.update(),
    });
    this.collapsed = new CollapsedRows(view, () => this.changes.update());
    this.listening = [
      this.use,
      ...(board ? [followRollouts(board, this.rolloutRows())] : []),
      ...followAccounts({ accounts, auth }, this.accountRows()),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tem.groupBy')) this.rebuild();
        if (affectsBrowsing(event)) this.refresh();
      }),
      this.view.onDidChangeVisibility(() => this.changes.update()),
      this.collapsed,
    ];
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (!node) await this.readCurrent();
    // VS Code recognises a changed row by the very object it was given last.
    const children = this.listedNodes.setChildren(node, await this.tree.children(node));
    this.changes.update();
    if (this.filter) await this.showFiltered(node);
    return [...children];
  }

  /** Reads the row and all below it again; everything without a row. */
  refresh(node?: Node): void {
    this.rowRefresh.refresh(node);
  }

  /** Reads the packages of one application again, where they are shown. */
  refreshApplication(place: ApplicationPlace): void {
    this.rowRefresh.refreshPackages(place);
  }

  /** Arranges what is known anew; asks only for what that needs besides. */
  rebuild(): void {
    this.tree.rebuild();
    this.changed.fire(undefined);
  }

  stopLoading(node: Node): void {
    this.tree.stop(node);
  }

  /** Shows the next step of a long list and goes to its first row. */
  async loadMore({ parent }: LoadMoreNode): Promise<void> {
    const first = this.tree.paging.nextPage(nodeId(parent));
    this.redraw(parent);
    const next = (await this.getChildren(parent))[first];
    if (next) await this.view.reveal(next, { select: true, focus: true });
  }

  /**
   * Opens the tree at an application, at a package where that is listed, or at an environment and the deployment there. Throws
   * why the application is not there to be shown.
   */
  async reveal(place: PackagePlace): Promise<void> {
    await focusView('tem.applications');
    const viewOptions = (): ViewOptions => this.viewOptions();
    const redraw = (node: Node): void => this.redraw(node);
    const path = await findPath({ ...this.deps, tree: this.tree, viewOptions, redraw }, place);
    if (path.filter !== this.filter) this.filter = path.filter;
    for (const { parent, index } of path.steps) {
      if (this.tree.paging.ensureVisible(nodeId(parent), index)) this.redraw(parent);
    }
    const target = this.rollouts.rowIn(path.node);
    await this.view.reveal(target, { select: true, focus: true, expand: true });
  }

  /** Lists the packages of the application that a package is of. */
  packagesBeside({ parent }: PackageNode): Promise<readonly Node[]> {
    return this.tree.loadedChildren({ kind: 'packages', parent });
  }

  dispose(): void {
    this.changes.stop();
    this.tree.dispose();
    for (const one of this.listening) one.dispose();
    this.changed.dispose();
  }

  private rolloutRows(): RolloutRows {
    return {
      draw: (rollout) => this.drawRollout(rollout),
      drawEnvironment: (place) => {
        this.drawEnvironment(place);
        this.changes.update();
      },
      reload: (place) => this.rowRefresh.refreshDeployed(place),
    };
  }

  private shown(): ShownNodes {
    return { nodes: this.listedNodes.all(), filter: this.filter, collapsed: this.collapsed.ids };
  }

  private viewOptions(): ViewOptions {
    return { filter: this.filter, groupBy: this.deps.groupBy() };
  }

  /** Counts what the filter shows now, and takes a region away that has turned out to have nothing to show. */
  private async showFiltered(node: Node | undefined): Promise<void> {
    this.viewFilter.tell(await this.tree.regionFilter.summary());
    // VS Code is still drawing what is below it.
    if (node?.kind === 'region' && this.tree.regionFilter.isHidden(node))
      setImmediate(() => this.changed.fire(undefined));
  }

  private accountRows(): AccountRows {
    return {
      rowOf: (id) => this.accountRow(id),
      all: () => this.listed().filter((node) => node.kind === 'account'),
      draw: (row) => this.changed.fire(row),
      invalidate: (row) => this.tree.invalidate(row),
      refresh: (row) => this.refresh(row),
      rebuild: () => this.rebuild(),
      readCurrent: () => this.readCurrent(),
      dropSignedOut: async () => {
        if ((await this.dropSignedOut()) === 0) this.filter = '';
      },
    };
  }
}
