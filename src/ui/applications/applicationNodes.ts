import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import { ListedNodes } from '../../browse/listedNodes';
import { environmentNodeId, nodeKey } from '../../browse/nodeId';
import {
  environmentPlaceOf,
  parentOf,
  placeOf,
  type AccountNode,
  type ApplicationNode,
  type Node,
} from '../../browse/nodes';
import { ShownRollouts } from '../../browse/shownRollouts';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import type { AuthFailures } from '../../core/ports/authObserver';
import { placeKey, type ApplicationPlace, type EnvironmentPlace } from '../../core/place';
import type { Accounts } from '../accounts/accounts';
import { focusView, runCommand } from '../vscode/contributions';
import type { NodeRemedy, NodeView } from '../vscode/nodeView';
import { labelOf, withTooltip } from '../vscode/treeRow';
import { ViewUse } from '../vscode/viewUse';
import { nodePath } from './nodePath';
import { treeItem } from './treeItem';
import { ViewFilter } from './viewFilter';

/** Dependencies of the nodes: what they are drawn from. */
export interface ApplicationNodesDeps {
  readonly accounts: Pick<Accounts, 'list' | 'current'>;
  readonly catalog: Pick<Catalog, 'peek'>;
  readonly auth: AuthFailures;
  /** The deployments that are followed; no row shows any where absent. */
  readonly board?: Pick<RolloutBoard, 'all' | 'of' | 'find'>;
}

/** The nodes that the Applications view lists, as commands find them and as they look. */
export class ApplicationNodes implements NodeView<Node> {
  protected readonly changed = new vscode.EventEmitter<Node | Node[] | undefined>();
  protected readonly listedNodes = new ListedNodes();
  /** Id of the account in use; `undefined` where there is only one, and nothing to tell apart. */
  private currentId: string | undefined;
  protected readonly use: ViewUse;
  protected readonly viewFilter: ViewFilter;
  protected readonly rollouts: ShownRollouts;

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly drawnFrom: ApplicationNodesDeps,
    protected readonly view: vscode.TreeView<Node>,
  ) {
    this.use = new ViewUse(view);
    this.viewFilter = new ViewFilter(view);
    this.rollouts = new ShownRollouts(drawnFrom.board);
  }

  /** Text that the applications shown are narrowed by; empty for nothing. */
  get filter(): string {
    return this.viewFilter.text;
  }

  set filter(text: string) {
    this.viewFilter.text = text;
    this.changed.fire(undefined);
  }

  /** Finds the node that `passed` is, as it is listed now; `undefined` for anything else. */
  find(passed: unknown): Node | undefined {
    return this.listedNodes.find(passed);
  }

  lastUsed(): number {
    return this.use.last;
  }

  /** Lists the nodes selected, where a person sees them. */
  selected(): readonly Node[] {
    return this.view.visible ? this.view.selection.flatMap((node) => this.find(node) ?? []) : [];
  }

  listed(): readonly Node[] {
    return [...this.listedNodes.inOrder()];
  }

  itemOf(node: Node): vscode.TreeItem {
    const marksOf = (id: string) => ({ isCurrent: id === this.currentId, complaint: this.drawnFrom.auth.of(id) });
    return treeItem(node.kind === 'application' ? this.latest(node) : node, marksOf, this.rollouts);
  }

  keyOf(node: Node): string {
    return nodeKey(node);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    this.listedNodes.markDrawn(node);
    return this.itemOf(node);
  }

  getParent(node: Node): Node | undefined {
    return parentOf(node);
  }

  resolveTreeItem(_: vscode.TreeItem, node: Node, token: vscode.CancellationToken): vscode.TreeItem {
    return withTooltip(this.itemOf(node), token);
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

  /** Reads which account is in use. */
  protected async readCurrent(): Promise<void> {
    const { accounts } = this.drawnFrom;
    this.currentId = (await accounts.list()).length > 1 ? (await accounts.current())?.id : undefined;
  }

  /**
   * Drops what is below accounts that were signed out: VS Code does not ask for the rows of a view that nobody sees. Resolves
   * with the number of those that are signed in.
   */
  protected async dropSignedOut(): Promise<number> {
    const ids = new Set((await this.drawnFrom.accounts.list()).map(({ id }) => id));
    const left = this.listed().filter((node) => node.kind === 'account' && ids.has(node.account.id));
    this.listedNodes.setChildren(undefined, left);
    return ids.size;
  }

  /** Finds the row of an account, where it is listed. */
  protected accountRow(accountId: string): AccountNode | undefined {
    return [...this.listedNodes.all()].find(
      (node): node is AccountNode => node.kind === 'account' && node.account.id === accountId,
    );
  }

  /** Lists the nodes of one application: each group that it is in has its own. */
  protected nodesOf(place: ApplicationPlace): readonly ApplicationNode[] {
    const key = placeKey(place);
    return [...this.listedNodes.all()].filter(
      (node): node is ApplicationNode => node.kind === 'application' && placeKey(placeOf(node)) === key,
    );
  }

  /** Draws a node and those below it again, where it is listed. */
  protected redraw(node: Node): void {
    const [shown, ...others] = this.listedNodes.shown(node);
    if (shown) this.changed.fire(others.length > 0 ? [shown, ...others] : shown);
  }

  /** Draws an application again, in each group that it is in. */
  protected redrawApplication(node: ApplicationNode): void {
    for (const shown of this.nodesOf(placeOf(node))) this.redraw(shown);
  }

  /** Draws the row of a deployment again, where it is listed. */
  protected drawRollout(rollout: Rollout): void {
    for (const node of [...this.listedNodes.all()]) {
      if (node.kind !== 'rollout' || node.rollout.id !== rollout.id) continue;
      // Commands go by what the listed node is.
      this.listedNodes.renew({ ...node, rollout });
      this.redraw(node);
    }
  }

  /** Draws the row of an environment and those below it again, in each group that its application is in. */
  protected drawEnvironment(place: EnvironmentPlace): void {
    const id = environmentNodeId(place);
    for (const node of [...this.listedNodes.all()]) {
      if (node.kind === 'environment' && environmentNodeId(environmentPlaceOf(node)) === id) this.redraw(node);
    }
  }

  private latest(node: ApplicationNode): ApplicationNode {
    return { ...node, application: this.drawnFrom.catalog.peek(placeOf(node)) ?? node.application };
  }
}
