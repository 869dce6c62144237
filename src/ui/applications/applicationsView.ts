import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import { Poller } from '../../browse/poller';
import type { Clock } from '../../core/clock';
import { placeKey, type ApplicationPlace } from '../../core/place';
import type { Accounts } from '../accounts/accounts';
import type { AuthState } from '../accounts/authState';
import type { GroupBy, ViewOptions } from '../../browse/viewOptions';
import { polledNodes, reloadShown, type ShownNodes } from '../../browse/pollShown';
import { ListedNodes } from '../../browse/listedNodes';
import {
  applicationOf,
  parentOf,
  nodeId,
  placeOf,
  type ApplicationNode,
  type LoadMoreNode,
  type Node,
  type PackageNode,
} from '../../browse/nodes';
import { pathTo, type PackagePlace, type PathToDeps } from '../../browse/pathTo';
import { treeItem } from './treeItem';
import { TreeModel, type TreeModelDeps } from '../../browse/treeModel';
import { focusView, runCommand, setContextKey } from '../vscode/contributions';
import { affectsBrowsing } from '../vscode/settings';
import { withViewProgress } from '../vscode/showProgress';
import type { NodeRemedy, NodeView } from '../vscode/nodeView';
import { nodePath } from './nodePath';
import { labelOf } from '../vscode/treeRow';

/** Dependencies of the view: whom it reads from. */
export interface ApplicationsViewDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current' | 'onDidChange'>;
  readonly catalogue: TreeModelDeps['source'] & Pick<Catalog, 'reload'>;
  readonly regions: () => readonly string[];
  readonly keys: AuthState;
  readonly groupBy: () => GroupBy;
  readonly clock: Pick<Clock, 'sleep'>;
}

/** The tree of accounts, regions, applications, environments and packages. It only reads. */
export class ApplicationsView implements vscode.TreeDataProvider<Node>, NodeView<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly listedNodes = new ListedNodes();
  private readonly collapsed = new Set<string>();
  private readonly listening: readonly vscode.Disposable[];
  private readonly rows: TreeModel;
  private readonly follow: Poller<ApplicationNode>;
  private currentId: string | undefined;
  private filterText = '';

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly deps: ApplicationsViewDeps,
    private readonly view: vscode.TreeView<Node>,
  ) {
    const { accounts, catalogue: source, regions, keys, clock } = deps;
    this.rows = new TreeModel({
      source,
      accounts,
      regions,
      auth: keys,
      viewOptions: () => this.arrangement(),
      onDidChange: (node) => this.redraw(node),
      onRefresh: (done) => void withViewProgress(() => done),
    });
    this.follow = new Poller({
      changing: () => (this.view.visible ? polledNodes({ catalog: source, auth: keys }, this.shown()) : []),
      reload: (node, options) =>
        reloadShown({ source, tree: this.rows, redraw: (one) => this.redrawApplication(one) }, node, options),
      sleep: clock.sleep,
    });
    this.listening = [
      accounts.onDidChange(() => this.refresh()),
      keys.onDidChange((accountId) => this.keyChanged(accountId)),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('tem.groupBy')) this.rearrange();
        if (affectsBrowsing(event)) this.refresh();
      }),
      this.view.onDidChangeVisibility(({ visible }) => (visible ? this.follow.start() : this.follow.stop())),
      this.view.onDidCollapseElement(({ element }) => this.collapsed.add(nodeId(element))),
      this.view.onDidExpandElement(({ element }) => {
        this.collapsed.delete(nodeId(element));
        this.follow.start();
      }),
    ];
  }

  /** Text that the applications shown are narrowed by; empty for nothing. */
  get filter(): string {
    return this.filterText;
  }

  set filter(text: string) {
    this.filterText = text.trim();
    this.view.message = this.filterText && vscode.l10n.t('Only applications that match “{0}”', this.filterText);
    void setContextKey('tem.filtered', this.filterText !== '');
    this.changed.fire(undefined);
  }

  /** Finds the node that `passed` is, as it is listed now; `undefined` for anything else. */
  find(passed: unknown): Node | undefined {
    return this.listedNodes.find(passed);
  }

  /** Lists the nodes selected, where a person sees them. */
  selected(): readonly Node[] {
    return this.view.visible ? this.view.selection.flatMap((row) => this.find(row) ?? []) : [];
  }

  listed(): readonly Node[] {
    return [...this.listedNodes.inOrder()];
  }

  pathOf(node: Node): readonly string[] {
    const above = nodePath(node).filter(({ kind }) => kind !== 'account' || this.currentId !== undefined);
    return above.map((one) => labelOf(this.itemOf(one)));
  }

  title(): string {
    return vscode.l10n.t('Applications');
  }

  remedies(): readonly NodeRemedy[] {
    return [
      { title: vscode.l10n.t('Show Applications'), run: () => focusView('tem.applications') },
      { title: vscode.l10n.t('Find Application'), run: () => runCommand('tem.findApplication') },
    ];
  }

  getTreeItem(node: Node): vscode.TreeItem {
    return this.itemOf(node);
  }

  itemOf(node: Node): vscode.TreeItem {
    const marksOf = (id: string) => ({ isCurrent: id === this.currentId, complaint: this.deps.keys.of(id) });
    return treeItem(node.kind === 'application' ? this.latest(node) : node, marksOf);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    // With one account there is nothing to tell apart.
    if (!node) this.currentId = (await this.isAlone()) ? undefined : (await this.deps.accounts.current())?.id;
    // VS Code recognises a changed row by the very object it was given last.
    const children = this.listedNodes.setChildren(node, await this.rows.children(node));
    this.follow.start();
    return [...children];
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node);
  }

  /** Reads the row and all below it again; everything without a row. */
  refresh(node?: Node): void {
    const row = node?.kind === 'placeholder' || node?.kind === 'group' ? node.parent : node;
    if (!row || row.kind === 'account') this.deps.keys.reset(row?.account.id);
    // What is listed stays until VS Code asks: a row that is still shown is still one to act on.
    this.rows.invalidate(row);
    const application = row && applicationOf(row);
    // Its own row is made of what is read with its environments.
    if (application && row.kind !== 'packages') void this.renew(application);
    // It may be shown in other groups as well.
    if (application?.group) this.redrawApplication(application);
    // An environment's own row is made of what was read with those beside it.
    else if (row) this.redraw(row.kind === 'environment' ? { kind: 'environments', parent: row.parent } : row);
    else this.changed.fire(undefined);
  }

  /** Reads the packages of one application again, where they are shown. */
  refreshApplication(place: ApplicationPlace): void {
    for (const node of this.shownOf(place)) {
      this.rows.invalidateParts(node, ['listing'], { kind: 'packages', parent: node });
      this.redraw({ kind: 'packages', parent: node });
    }
  }

  /** Arranges what is known anew; asks only for what that needs besides. */
  rearrange(): void {
    this.rows.rebuild();
    this.changed.fire(undefined);
  }

  stopLoading(node: Node): void {
    this.rows.stop(node);
  }

  /** Shows the next step of a long list and goes to its first row. */
  async loadMore({ parent }: LoadMoreNode): Promise<void> {
    const first = this.rows.paging.nextPage(nodeId(parent));
    this.redraw(parent);
    const next = (await this.getChildren(parent))[first];
    if (next) await this.view.reveal(next, { select: true, focus: true });
  }

  /**
   * Opens the tree at an application, or at a package where that is listed. Throws why the application is not there to be
   * shown.
   */
  async reveal(place: PackagePlace): Promise<void> {
    // A long list takes a while: its progress is the view's.
    await focusView('tem.applications');
    const path = await withViewProgress(() =>
      pathTo({ ...this.deps, viewOptions: () => this.arrangement(), tree: this.newerRows() }, place),
    );
    if (path.filter !== this.filterText) this.filter = path.filter;
    for (const { parent, index } of path.steps) {
      if (this.rows.paging.ensureVisible(nodeId(parent), index)) this.redraw(parent);
    }
    await this.view.reveal(path.node, { select: true, focus: true, expand: true });
  }

  /** Lists the packages of the application that a package is of. */
  packagesBeside({ parent }: PackageNode): Promise<readonly Node[]> {
    return this.rows.loadedChildren({ kind: 'packages', parent });
  }

  dispose(): void {
    this.follow.stop();
    this.rows.dispose();
    for (const one of this.listening) one.dispose();
    this.changed.dispose();
  }

  private newerRows(): PathToDeps['tree'] {
    return {
      loadedChildren: (branch) => this.rows.loadedChildren(branch),
      invalidate: (node) => {
        this.rows.invalidate(node);
        this.redraw(node);
      },
    };
  }

  private shown(): ShownNodes {
    return { nodes: this.listedNodes.all(), filter: this.filterText, collapsed: this.collapsed };
  }

  private arrangement(): ViewOptions {
    return { filter: this.filterText, groupBy: this.deps.groupBy() };
  }

  private latest(node: ApplicationNode): ApplicationNode {
    return { ...node, application: this.deps.catalogue.peek(placeOf(node)) ?? node.application };
  }

  private keyChanged(accountId: string): void {
    const row = [...this.listedNodes.all()].find((node) => node.kind === 'account' && node.account.id === accountId);
    // What its rows say of a key that was refused is over.
    if (row && !this.deps.keys.of(accountId)) this.rows.invalidate(row);
    this.changed.fire(row);
  }

  private redraw(node: Node): void {
    const shown = this.listedNodes.latest(node);
    if (shown) this.changed.fire(shown);
  }

  private redrawApplication(node: ApplicationNode): void {
    for (const shown of this.shownOf(placeOf(node))) this.changed.fire(shown);
  }

  private shownOf(place: ApplicationPlace): readonly ApplicationNode[] {
    const key = placeKey(place);
    return [...this.listedNodes.all()].filter(
      (node): node is ApplicationNode => node.kind === 'application' && placeKey(placeOf(node)) === key,
    );
  }

  private async renew(node: ApplicationNode): Promise<void> {
    // What its row shows stays where it cannot be asked for; the rows below say why.
    await this.deps.catalogue.reload(placeOf(node), new AbortController()).catch(() => undefined);
    this.redrawApplication(node);
  }

  private async isAlone(): Promise<boolean> {
    return (await this.deps.accounts.list()).length <= 1;
  }
}
