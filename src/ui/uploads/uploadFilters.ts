import * as vscode from 'vscode';
import type { Node, PackageNode } from '../../browse/nodes';
import type { Remedy } from '../messages/failureWords';
import type { NodeFilter } from '../vscode/forSelectedNodes';
import { hasEnded, leftOf, type FinishedUpload, type Upload } from './upload';
import { uploadRemedy } from './uploadRemedy';

export const allUploads = uploadsThat(() => true);

export const cancellableUploads = uploadsThat(({ state }) => !hasEnded(state));

/** Uploads that can only begin again. */
export const repeatableUploads = uploadsThat(
  ({ state }) => hasEnded(state) && state.kind !== 'finished' && leftOf(state) === undefined,
);

/** Uploads that can go on where they stopped, or whose parts in COS can be dropped. */
export const resumableUploads = uploadsThat(({ state }) => leftOf(state) !== undefined);

/** Uploads that failed for what `remedy` helps. */
export function uploadsHelpedBy(remedy: Remedy): NodeFilter<Upload> {
  return uploadsThat(({ state }) => uploadRemedy(state) === remedy);
}

export const failedUploads = uploadsThat(({ state }) => state.kind === 'failed');

/** Uploads that can leave the list without leaving anything in COS that nobody knows of. */
export const removableUploads = uploadsThat(({ state }) => hasEnded(state) && leftOf(state) === undefined);

export const finishedUploads: NodeFilter<Upload, FinishedUpload> = {
  ...allUploads,
  of: (upload) => (isFinished(upload) ? upload : undefined),
};

/** Packages of TEM whose object in COS is known, from either view. */
export const storedNodes: NodeFilter<Node | Upload, PackageNode | FinishedUpload> = {
  of: (node) => {
    if (node.kind === 'upload') return finishedUploads.of(node);
    return node.kind === 'package' && storedKey(node) !== undefined ? node : undefined;
  },
  question: () => vscode.l10n.t('Which package?'),
  wanted: () => vscode.l10n.t('Select a package with a known path in COS in the Applications view first.'),
  missing: () => vscode.l10n.t('The Applications view lists no package with a known path in COS yet.'),
};

/** Gives the key of the object in COS; `undefined` where it is not known. */
export function storedKey(node: PackageNode | FinishedUpload): string | undefined {
  if (node.kind === 'upload') return node.state.uploaded.key;
  return (node.known.stored ?? node.known.uploaded)?.key;
}

function isFinished(upload: Upload): upload is FinishedUpload {
  return upload.state.kind === 'finished';
}

function uploadsThat(fits: (upload: Upload) => boolean): NodeFilter<Upload> {
  return {
    of: (upload) => (fits(upload) ? upload : undefined),
    question: () => vscode.l10n.t('Which upload?'),
    wanted: () => vscode.l10n.t('Select a suitable upload in the Uploads view first.'),
    missing: () => vscode.l10n.t('No upload in this window is suitable.'),
  };
}
