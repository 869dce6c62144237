import * as vscode from 'vscode';
import { discardUpload, type DiscardDeps } from '../../core/discardUpload';
import type { ApplicationsView } from '../applications/applicationsView';
import { uploadableNodes } from '../applications/nodeFilters';
import type { Node } from '../../browse/nodes';
import { runCommand, type Handlers, type UploadCommands } from '../vscode/contributions';
import type { DropHandler } from '../vscode/lazyDrop';
import { copyLines } from '../vscode/copyText';
import { revealFile } from '../vscode/revealFile';
import { forSelectedNode, forSelectedNodes } from '../vscode/forSelectedNodes';
import type { Remedy } from '../messages/failureWords';
import { bothViews, type NodeView } from '../vscode/nodeView';
import { runRemedy } from '../vscode/tellFailure';
import type { WorkspaceTrust } from '../vscode/workspaceTrust';
import { discardUploadCommand } from './discardUpload';
import { dropPackages } from './dropPackages';
import type { DroppedFiles } from './droppedFiles';
import { LastTargets } from './lastTargets';
import { offerNextStep } from './offerNextStep';
import { offerStored } from './offerStored';
import { showInTemCommand } from './showInTem';
import { followUploads, retryUploads } from './followUploads';
import type { Upload } from './upload';
import {
  allUploads,
  cancellableUploads,
  failedUploads,
  finishedUploads,
  removableUploads,
  repeatableUploads,
  resumableUploads,
  storedKey,
  storedNodes,
  uploadsHelpedBy,
} from './uploadFilters';
import { uploadHereCommand, uploadPackageCommand, type UploadPackageDeps } from './uploadPackage';
import type { Uploads } from './uploads';

type Given = Omit<
  UploadPackageDeps,
  'applications' | 'lastTargets' | 'offerNextStep' | 'refresh' | 'showInTem' | 'showStored' | 'signIn'
>;

/** Dependencies of the commands that upload. */
export interface UploadCommandsDeps extends Given, Pick<DiscardDeps, 'connections' | 'uploader'> {
  readonly tem: DiscardDeps['tem'];
  readonly uploads: Uploads;
  readonly journal: DiscardDeps['journal'];
  readonly state: vscode.Memento;
  /** Fires with the id of an account that has another key. */
  readonly onDidRenewKey: vscode.Event<string>;
  readonly trust: Pick<WorkspaceTrust, 'guard'>;
  readonly dropped: DroppedFiles;
  readonly applications: ApplicationsView;
  readonly uploadsView: NodeView<Upload>;
}

/** Gives the commands that upload, and those of the Uploads view. */
export function uploadCommands(deps: UploadCommandsDeps): Handlers<UploadCommands> {
  const { applications, trust, uploads, uploadsView, withErrorReporting } = deps;
  const uploadDeps = uploadDepsOf(deps);
  const retry = trust.guard((several: readonly Upload[]) => retryUploads(uploadDeps, several));
  const discard = discardUploadCommand({
    uploads,
    withErrorReporting,
    discard: (unfinished, signal) => discardUpload(deps, unfinished, signal),
  });
  const help = async (remedy: Remedy, several: readonly Upload[]): Promise<void> => {
    const accountId = several[0]?.order.target.accountId ?? '';
    const { onDidRenewKey } = deps;
    if ((await runRemedy(remedy, { accountId, onDidRenewKey })) === 'again') await retryUploads(uploadDeps, several);
  };
  const helpedBy = (remedy: Remedy) =>
    forSelectedNodes(
      uploadsView,
      uploadsHelpedBy(remedy),
      trust.guard(async (several: readonly Upload[]) => {
        // Run once for all that it helps: a key is that of one account.
        for (const one of remedy === 'signIn' ? byAccount(several) : [several]) await help(remedy, one);
      }),
    );
  const uploadPackage = trust.guard(uploadPackageCommand(uploadDeps));
  return {
    'tem.cancelUpload': forSelectedNodes(uploadsView, cancellableUploads, (several) =>
      several.forEach((upload) => uploads.cancel(upload)),
    ),
    'tem.clearUploads': () => uploads.clearFinished(),
    'tem.copyPackagePath': forSelectedNodes(bothViews(applications, uploadsView), storedNodes, (nodes) =>
      copyLines(nodes.flatMap((node) => storedKey(node) ?? [])),
    ),
    'tem.certificateSettingsForUpload': helpedBy('certificateSettings'),
    'tem.discardUpload': forSelectedNodes(uploadsView, resumableUploads, discard),
    'tem.proxySettingsForUpload': helpedBy('proxySettings'),
    'tem.removeUpload': forSelectedNodes(uploadsView, removableUploads, (several) =>
      several.forEach((upload) => uploads.remove(upload)),
    ),
    'tem.resumeUpload': forSelectedNodes(uploadsView, resumableUploads, retry),
    'tem.retryUpload': forSelectedNodes(uploadsView, repeatableUploads, retry),
    'tem.revealPackageFile': forSelectedNode(uploadsView, allUploads, ({ order }) =>
      revealFile(vscode.Uri.file(order.path)),
    ),
    'tem.selectRegionsForUpload': helpedBy('selectRegions'),
    'tem.settingsForUpload': helpedBy('settings'),
    'tem.showInTem': forSelectedNode(uploadsView, finishedUploads, showInTemCommand(applications)),
    'tem.showUploadError': forSelectedNode(uploadsView, failedUploads, (failed) => followUploads(uploadDeps, [failed])),
    'tem.signInForUpload': helpedBy('signIn'),
    'tem.uploadHere': forSelectedNode(applications, uploadableNodes, trust.guard(uploadHereCommand(uploadDeps))),
    'tem.uploadPackage': uploadPackage,
    'tem.uploadPackageFromExplorer': uploadPackage,
  };
}

function byAccount(uploads: readonly Upload[]): readonly (readonly Upload[])[] {
  const ids = new Set(uploads.map(({ order }) => order.target.accountId));
  return [...ids].map((id) => uploads.filter(({ order }) => order.target.accountId === id));
}

/** Gives what takes packages that are dropped on the Applications view. */
export function uploadDrop(deps: UploadCommandsDeps): DropHandler<Node> {
  return dropPackages({ ...deps, ...uploadDepsOf(deps) });
}

/** Gives what uploading needs besides. */
export function uploadDepsOf(deps: UploadCommandsDeps): UploadPackageDeps {
  const { applications, dropped, state } = deps;
  return {
    ...deps,
    lastTargets: new LastTargets(state, (path) => dropped.has(path)),
    signIn: () => runCommand('tem.signIn'),
    refresh: (target) => applications.refreshApplication(target),
    offerNextStep: offerNextStep(applications),
    showStored: offerStored(applications),
    showInTem: ({ target, packageName, version }) => applications.reveal({ ...target, packageName, version }),
  };
}
