import type * as vscode from 'vscode';
import { discardUpload, type DiscardDeps } from '../../core/discardUpload';
import type { ApplicationsView } from '../applications/applicationsView';
import { uploadableRow } from '../applications/rowKinds';
import { runCommand, type Handlers, type UploadCommands } from '../vscode/contributions';
import { eitherRows, onRow, type Rows } from '../vscode/onRow';
import type { WorkspaceTrust } from '../vscode/workspaceTrust';
import { cancelUploadCommand } from './cancelUpload';
import { clearUploadsCommand } from './clearUploads';
import { copyPackagePath } from './copyPackagePath';
import { discardUploadCommand } from './discardUpload';
import { LastTargets } from './lastTargets';
import { offerNextStep } from './offerNextStep';
import { removeUploadCommand } from './removeUpload';
import { retryUploadsCommand } from './retryUpload';
import { revealPackageFile } from './revealPackageFile';
import { showInTemCommand } from './showInTem';
import { showUploadErrorCommand } from './showUploadError';
import type { Upload } from './upload';
import {
  anyUpload,
  cancellableUpload,
  failedUpload,
  finishedUpload,
  removableUpload,
  repeatableUpload,
  resumableUpload,
  storedRow,
} from './uploadKinds';
import { uploadHereCommand, uploadPackageCommand, type UploadPackageDeps } from './uploadPackage';
import type { Uploads } from './uploads';

type Given = Omit<UploadPackageDeps, 'attempt' | 'keys' | 'lastTargets' | 'offerNextStep' | 'refresh' | 'signIn'>;

/** What the commands that upload are made of. */
export interface UploadCommandsDeps extends Given, Pick<DiscardDeps, 'connections' | 'transfer'> {
  readonly auth: UploadPackageDeps['keys'];
  readonly withErrorReporting: UploadPackageDeps['attempt'];
  readonly tem: Given['tem'] & DiscardDeps['tem'];
  readonly uploads: Uploads;
  readonly journal: DiscardDeps['journal'];
  readonly state: vscode.Memento;
  readonly trust: Pick<WorkspaceTrust, 'guard'>;
  readonly applications: ApplicationsView;
  readonly uploadsView: Rows<Upload>;
}

/** Gives the commands that upload, and those of the Uploads view. */
export function uploadCommands(deps: UploadCommandsDeps): Handlers<UploadCommands> {
  const { applications, auth, state, trust, uploads, uploadsView, withErrorReporting: attempt } = deps;
  const uploadDeps: UploadPackageDeps = {
    ...deps,
    attempt,
    keys: auth,
    lastTargets: new LastTargets(state),
    signIn: () => runCommand('tem.signIn'),
    refresh: (target) => applications.refreshApplication(target),
    offerNextStep: offerNextStep(applications),
  };
  const retryUploads = trust.guard(retryUploadsCommand(uploadDeps));
  const retryUpload = (upload: Upload) => retryUploads([upload]);
  const discard = discardUploadCommand({
    uploads,
    attempt,
    discard: (unfinished, signal) => discardUpload(deps, unfinished, signal),
  });
  return {
    'tem.cancelUpload': onRow(uploadsView, cancellableUpload, cancelUploadCommand(uploads)),
    'tem.clearUploads': clearUploadsCommand(uploads),
    'tem.copyPackagePath': onRow(eitherRows(applications, uploadsView), storedRow, copyPackagePath),
    'tem.discardUpload': onRow(uploadsView, resumableUpload, discard),
    'tem.removeUpload': onRow(uploadsView, removableUpload, removeUploadCommand(uploads)),
    'tem.resumeUpload': onRow(uploadsView, resumableUpload, retryUpload),
    'tem.retryUpload': onRow(uploadsView, repeatableUpload, retryUpload),
    'tem.revealPackageFile': onRow(uploadsView, anyUpload, revealPackageFile),
    'tem.showInTem': onRow(uploadsView, finishedUpload, showInTemCommand(applications)),
    'tem.showUploadError': onRow(uploadsView, failedUpload, showUploadErrorCommand(uploadDeps)),
    'tem.uploadHere': onRow(applications, uploadableRow, trust.guard(uploadHereCommand(uploadDeps))),
    'tem.uploadPackage': trust.guard(uploadPackageCommand(uploadDeps)),
  };
}
