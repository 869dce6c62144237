import type { Catalog } from '../../browse/catalog';
import { applicationOf, isLeaf, parentOf, placeOf, type ApplicationNode, type Node } from '../../browse/nodes';
import type { ShownRollouts } from '../../browse/shownRollouts';
import type { TreeModel } from '../../browse/treeModel';
import type { ApplicationPlace, EnvironmentPlace } from '../../core/place';
import type { AuthState } from '../accounts/authState';

/** Dependencies of `RowRefresh`: what is read again, and what is drawn anew. */
export interface RowRefreshDeps {
  readonly tree: Pick<TreeModel, 'invalidate' | 'invalidateParts' | 'invalidateEnvironment'>;
  readonly catalog: Pick<Catalog, 'reload' | 'invalidateParts'>;
  readonly auth: Pick<AuthState, 'reset'>;
  readonly rollouts: Pick<ShownRollouts, 'dismiss'>;
  readonly nodesOf: (place: ApplicationPlace) => readonly ApplicationNode[];
  /** Draws a row and those below it; everything without one. */
  readonly redraw: (node?: Node) => void;
  readonly redrawApplication: (node: ApplicationNode) => void;
  /** Called when an application has been read again. */
  readonly onRenewed: () => void;
}

/** Reads rows again, for a person who asks for it or since something has been done. */
export class RowRefresh {
  constructor(private readonly deps: RowRefreshDeps) {}

  /** Reads the row and all below it again; everything without a row. */
  refresh(node?: Node): void {
    const { tree, auth, rollouts, redraw, redrawApplication } = this.deps;
    const row = node && (isLeaf(node) || node.kind === 'group') ? parentOf(node) : node;
    rollouts.dismiss(row);
    if (!row || row.kind === 'account') auth.reset(row?.account.id);
    // What is listed stays until VS Code asks: a row that is still shown is still one to act on.
    tree.invalidate(row);
    const application = row && applicationOf(row);
    // Its own row is made of what is read with its environments.
    if (application && row.kind !== 'packages') void this.renew(application);
    // It may be shown in other groups as well.
    if (application?.group) redrawApplication(application);
    // An environment's own row is made of what was read with those beside it.
    else redraw(row?.kind === 'environment' ? { kind: 'environments', parent: row.parent } : row);
  }

  /** Reads the packages of one application again, where they are shown. */
  refreshPackages(place: ApplicationPlace): void {
    const { tree, nodesOf, redraw } = this.deps;
    for (const node of nodesOf(place)) {
      tree.invalidateParts(node, ['listing'], { kind: 'packages', parent: node });
      redraw({ kind: 'packages', parent: node });
    }
  }

  /** Reads again what a deployment has changed. */
  refreshDeployed(place: EnvironmentPlace): void {
    const { tree, catalog, nodesOf } = this.deps;
    const [application] = nodesOf(place);
    if (!application) return catalog.invalidateParts(place, ['itself', 'deployed', 'instances']);
    tree.invalidateEnvironment(application, place.environmentId);
    tree.invalidateParts(application, [], { kind: 'packages', parent: application });
    void this.renew(application);
  }

  private async renew(node: ApplicationNode): Promise<void> {
    const { catalog, redrawApplication, onRenewed } = this.deps;
    // What its row shows stays where it cannot be asked for; the rows below say why.
    await catalog.reload(placeOf(node), new AbortController()).catch(() => undefined);
    redrawApplication(node);
    onRenewed();
  }
}
