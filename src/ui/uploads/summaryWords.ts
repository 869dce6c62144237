import * as vscode from 'vscode';
import type { UploadedPackage } from '../../core/model';
import { placeText } from './placeText';
import { reusedText } from './reusedText';
import type { FailedMember } from './uploadSummary';

/** Words the end of an upload whose package is in TEM. */
export function uploadedOneText(uploaded: UploadedPackage): string {
  const { packageName, version, target } = uploaded;
  const reused = reusedText([uploaded]);
  return reused
    ? vscode.l10n.t('Uploaded {0} · {1}', packageName, reused)
    : vscode.l10n.t('Uploaded {0} to {1} as {2}', packageName, target.applicationName, version);
}

/** Words the end of several uploads that are all in TEM. */
export function uploadedText(uploaded: readonly UploadedPackage[]): string {
  const said = vscode.l10n.t('{0} packages uploaded to {1}', uploaded.length, placeOfAll(uploaded));
  return [said, reusedText(uploaded)].filter(Boolean).join(' · ');
}

/** Words the end of uploads of which `failed` are not in TEM. */
export function partlyText(uploaded: readonly UploadedPackage[], failed: number): string {
  const place = placeOfAll(uploaded);
  return uploaded.length === 1
    ? vscode.l10n.t('1 package uploaded to {0}, {1} failed', place, failed)
    : vscode.l10n.t('{0} packages uploaded to {1}, {2} failed', uploaded.length, place, failed);
}

/** Words the end of uploads that all failed, each for its own reason. */
export function failedText(failed: readonly FailedMember[]): string {
  const place = placeText(failed.map(({ upload }) => upload.order.target));
  return vscode.l10n.t(
    'Could not upload {0} packages to {1}, for several reasons. See the Uploads view.',
    failed.length,
    place,
  );
}

function placeOfAll(uploaded: readonly UploadedPackage[]): string {
  return placeText(uploaded.map(({ target }) => target));
}
