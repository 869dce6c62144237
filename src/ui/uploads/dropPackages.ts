import * as vscode from 'vscode';
import type { ApplicationNode, Node } from '../../browse/nodes';
import { uploadableNodes } from '../applications/nodeFilters';
import type { DropHandler } from '../vscode/lazyDrop';
import { showWarning } from '../vscode/showMessage';
import type { WorkspaceTrust } from '../vscode/workspaceTrust';
import type { DroppedFiles } from './droppedFiles';
import { readDropped, type Dropped } from './readDropped';
import { givenTarget, pathsOf, upload, type UploadPackageDeps } from './uploadPackage';

/** Dependencies of dropping packages. */
export interface DropPackagesDeps extends UploadPackageDeps {
  readonly dropped: Pick<DroppedFiles, 'keep' | 'removeUnused'>;
  readonly trust: Pick<WorkspaceTrust, 'guard'>;
}

/** Makes what uploads the packages that are dropped on an application, or on its Packages row, to it. */
export function dropPackages(deps: DropPackagesDeps): DropHandler<Node> {
  const { dropped: copies, trust, withErrorReporting } = deps;
  const start = trust.guard(async (application: ApplicationNode, { files, origin }: DroppedPackages) =>
    upload(deps, pathsOf(files), application.account, { origin, given: givenTarget(application) }),
  );
  return async (row, dropped) => {
    const node = row && deps.applications.find(row);
    const application = node && applicationAt(node);
    if (!application) {
      return void showWarning(vscode.l10n.t('Drop packages on an application or on its Packages item.'));
    }
    if (uploadableNodes.of(application) === undefined) return void showWarning(takesNone(application));
    const packages = await readDropped(dropped, copies);
    if (packages.kind === 'refused') return void showWarning(packages.why);
    // VS Code waits for a drop: it is over once all is read.
    void withErrorReporting('TEM Toolkit', () => start(application, packages)).then(() =>
      copies.removeUnused(packages.copies),
    );
  };
}

type DroppedPackages = Extract<Dropped, { kind: 'files' }>;

function applicationAt(node: Node): ApplicationNode | undefined {
  if (node.kind === 'packages') return node.parent;
  return node.kind === 'application' ? node : undefined;
}

function takesNone({ application }: ApplicationNode): string {
  return vscode.l10n.t('{0} does not accept JAR or WAR files from this account.', application.name);
}
