import * as vscode from 'vscode';
import type { Node } from '../../browse/nodes';
import type { UploadedPackage } from '../../core/model';
import type { RowKind } from '../vscode/onRow';
import { hasEnded, leftOf, type Upload } from './upload';

export const anyUpload = uploadThat(() => true);

export const cancellableUpload = uploadThat(({ state }) => !hasEnded(state));

/** It can only begin again. */
export const repeatableUpload = uploadThat(
  ({ state }) => hasEnded(state) && state.kind !== 'finished' && leftOf(state) === undefined,
);

/** It can go on where it stopped, or what it has in the store be dropped. */
export const resumableUpload = uploadThat(({ state }) => leftOf(state) !== undefined);

export const failedUpload = uploadThat(({ state }) => state.kind === 'failed');

/** It can leave the list without leaving anything in the store that nobody knows of. */
export const removableUpload = uploadThat(({ state }) => hasEnded(state) && leftOf(state) === undefined);

/** What it has become. */
export const finishedUpload: RowKind<Upload, UploadedPackage> = {
  of: ({ state }) => (state.kind === 'finished' ? state.uploaded : undefined),
  wanted,
};

/** Where the package of the row, or of the upload, lies in the store. */
export const storedRow: RowKind<Node | Upload, string> = {
  of: (row) => {
    if (row.kind === 'upload') return finishedUpload.of(row)?.key;
    return row.kind === 'package' ? (row.known.stored ?? row.known.uploaded)?.key : undefined;
  },
  wanted: () =>
    vscode.l10n.t(
      'Select a package in the Applications view first that the store lists or that was uploaded from here.',
    ),
};

function uploadThat(fits: (upload: Upload) => boolean): RowKind<Upload, Upload> {
  return { of: (upload) => (fits(upload) ? upload : undefined), wanted };
}

function wanted(): string {
  return vscode.l10n.t('Select a suitable upload in the Uploads view first.');
}
