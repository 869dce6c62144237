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
import { bothViews, type NodeView } from '../vscode/nodeView';
import type { WorkspaceTrust } from '../vscode/workspaceTrust';
import { cancelUploadCommand } from './cancelUpload';
import { discardUploadCommand } from './discardUpload';
import { dropPackages } from './dropPackages';
import type { DroppedFiles } from './droppedFiles';
import { LastTargets } from './lastTargets';
import { offerNextStep } from './offerNextStep';
import { retryUploadsCommand } from './retryUpload';
import { showInTemCommand } from './showInTem';
import { followUpload } from './followUpload';
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
} from './uploadFilters';
import { uploadHereCommand, uploadPackageCommand, type UploadPackageDeps } from './uploadPackage';
import type { Uploads } from './uploads';

type Given = Omit<UploadPackageDeps, 'applications' | 'lastTargets' | 'offerNextStep' | 'refresh' | 'signIn'>;

/** Dependencies of the commands that upload. */
export interface UploadCommandsDeps extends Given, Pick<DiscardDeps, 'connections' | 'uploader'> {
  readonly tem: DiscardDeps['tem'];
  readonly uploads: Uploads;
  readonly journal: DiscardDeps['journal'];
  readonly state: vscode.Memento;
  readonly trust: Pick<WorkspaceTrust, 'guard'>;
  readonly dropped: DroppedFiles;
  readonly applications: ApplicationsView;
  readonly uploadsView: NodeView<Upload>;
}

/** Gives the commands that upload, and those of the Uploads view. */
export function uploadCommands(deps: UploadCommandsDeps): Handlers<UploadCommands> {
  const { applications, trust, uploads, uploadsView, withErrorReporting } = deps;
  const uploadDeps = uploadDepsOf(deps);
  const retryUploads = trust.guard(retryUploadsCommand(uploadDeps));
  const discard = discardUploadCommand({
    uploads,
    withErrorReporting,
    discard: (unfinished, signal) => discardUpload(deps, unfinished, signal),
  });
  return {
    'tem.cancelUpload': forSelectedNodes(uploadsView, cancellableUploads, cancelUploadCommand(uploads)),
    'tem.clearUploads': () => uploads.clearFinished(),
    'tem.copyPackagePath': forSelectedNodes(bothViews(applications, uploadsView), storedNodes, (nodes) =>
      copyLines(nodes.flatMap((node) => storedKey(node) ?? [])),
    ),
    'tem.discardUpload': forSelectedNodes(uploadsView, resumableUploads, discard),
    'tem.removeUpload': forSelectedNodes(uploadsView, removableUploads, (several) =>
      several.forEach((upload) => uploads.remove(upload)),
    ),
    'tem.resumeUpload': forSelectedNodes(uploadsView, resumableUploads, retryUploads),
    'tem.retryUpload': forSelectedNodes(uploadsView, repeatableUploads, retryUploads),
    'tem.revealPackageFile': forSelectedNode(uploadsView, allUploads, ({ order }) =>
      revealFile(vscode.Uri.file(order.path)),
    ),
    'tem.showInTem': forSelectedNode(uploadsView, finishedUploads, showInTemCommand(applications)),
    'tem.showUploadError': forSelectedNode(uploadsView, failedUploads, (failed) => followUpload(uploadDeps, failed)),
    'tem.uploadHere': forSelectedNode(applications, uploadableNodes, trust.guard(uploadHereCommand(uploadDeps))),
    'tem.uploadPackage': trust.guard(uploadPackageCommand(uploadDeps)),
  };
}

/** Gives what takes packages that are dropped on the Applications view. */
export function uploadDrop(deps: UploadCommandsDeps): DropHandler<Node> {
  return dropPackages({ ...deps, ...uploadDepsOf(deps) });
}

function uploadDepsOf(deps: UploadCommandsDeps): UploadPackageDeps {
  const { applications, dropped, state } = deps;
  return {
    ...deps,
    lastTargets: new LastTargets(state, (path) => dropped.has(path)),
    signIn: () => runCommand('tem.signIn'),
    refresh: (target) => applications.refreshApplication(target),
    offerNextStep: offerNextStep(applications),
  };
}
