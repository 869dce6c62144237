import * as vscode from 'vscode';
import type { UploadedPackage } from '../../core/model';
import type { RowKind } from '../onRow';
import { hasEnded, leftOf, type Upload } from './upload';

export const anyUpload = uploadThat(() => true);

export const cancellableUpload = uploadThat(({ state }) => !hasEnded(state));

/** It can only begin again. */
export const repeatableUpload = uploadThat(
  ({ state }) => hasEnded(state) && state.is !== 'finished' && leftOf(state) === undefined,
);

/** It can go on where it stopped, or what it has in the store be dropped. */
export const resumableUpload = uploadThat(({ state }) => leftOf(state) !== undefined);

export const failedUpload = uploadThat(({ state }) => state.is === 'failed');

/** It can leave the list without leaving anything in the store that nobody knows of. */
export const removableUpload = uploadThat(({ state }) => hasEnded(state) && leftOf(state) === undefined);

/** What it has become. */
export const finishedUpload: RowKind<Upload, UploadedPackage> = {
  of: ({ state }) => (state.is === 'finished' ? state.uploaded : undefined),
  wanted,
};

function uploadThat(fits: (upload: Upload) => boolean): RowKind<Upload, Upload> {
  return { of: (upload) => (fits(upload) ? upload : undefined), wanted };
}

function wanted(): string {
  return vscode.l10n.t('Select a suitable upload in the Uploads view first.');
}
