import * as vscode from 'vscode';
import type { UploadedPackage } from '../../core/model';
import { failureSentence } from '../messages/failureSentence';
import { formatBytes } from '../messages/formatBytes';
import { formatPart } from '../messages/formatPart';
import { regionName } from '../messages/regionName';
import { shortFailure } from '../messages/shortFailure';
import { progressText } from './progressText';
import { percentOf } from '../messages/percentOf';
import { reusedText } from './reusedText';
import { isSentInPart, sentBytes } from './sentBytes';
import { spokenUpload } from './spokenUpload';
import { uploadRemedy } from './uploadRemedy';
import { leftOf, type Remains, type Upload, type UploadState } from './upload';
import { uploadFailed } from './uploadWords';
import { treeRow } from '../vscode/treeRow';
import { commandOf } from '../vscode/contributions';

/** Draws an upload: the file, how it stands, and where it goes. */
export function uploadItem(upload: Upload): vscode.TreeItem {
  const { order, state } = upload;
  const showError = commandOf('tem.showUploadError', vscode.l10n.t('Show Error'), upload);
  const item = treeRow({
    label: order.packageName,
    description: [...standing(state), order.target.applicationName],
    tooltip: () => tooltip(upload),
    spoken: spokenUpload(upload),
    icon: icons[state.kind](),
    contextValue: contextValue(state),
    command: state.kind === 'failed' ? showError : undefined,
  });
  item.id = upload.id;
  return item;
}

/** Says what menus may offer: what helps an upload that failed, and whether it can go on where it stopped. */
function contextValue(state: UploadState): string {
  const remedy = uploadRemedy(state);
  return ['upload', state.kind, ...(remedy ? [remedy] : []), ...(leftOf(state) ? ['resumable'] : [])].join(' ');
}

const icons: Record<UploadState['kind'], () => vscode.ThemeIcon> = {
  queued: () => new vscode.ThemeIcon('clock'),
  running: () => new vscode.ThemeIcon('sync~spin'),
  failed: () => new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground')),
  interrupted: () => new vscode.ThemeIcon('debug-pause'),
  cancelled: () => new vscode.ThemeIcon('circle-slash'),
  finished: () => new vscode.ThemeIcon('check', new vscode.ThemeColor('charts.green')),
};

function standing(state: UploadState): readonly string[] {
  switch (state.kind) {
    case 'queued':
      return [vscode.l10n.t('waiting for another upload')];
    case 'running':
      return moving(state);
    case 'failed':
      return [shortFailure(state.error, vscode.l10n.t('failed')), ...stopped(state.remains)];
    case 'interrupted':
      return stopped(state.remains);
    case 'cancelled':
      return [vscode.l10n.t('cancelled')];
    case 'finished':
      return [state.uploaded.version, size(state.uploaded)];
  }
}

function size(uploaded: UploadedPackage): string {
  const { bytes } = uploaded;
  const sent = sentBytes(uploaded);
  if (!isSentInPart(sent, bytes)) return formatBytes(bytes);
  return vscode.l10n.t('{0} of {1} sent', formatPart(sent, bytes), formatBytes(bytes));
}

function stopped(remains: Remains | undefined): readonly string[] {
  return remains ? [vscode.l10n.t('stopped at {0}%', remains.percent)] : [];
}

/** Words the progress of an upload, shorter than the notification does: a node is narrow. */
function moving({ progress, bytesPerSecond }: Extract<UploadState, { kind: 'running' }>): readonly string[] {
  if (progress.stage !== 'sending' || progress.sent >= progress.total) return [progressText(progress, undefined)];
  const { sent, total } = progress;
  return [
    vscode.l10n.t('{0}% · {1} of {2}', percentOf(progress), formatBytes(sent), formatBytes(total)),
    ...(bytesPerSecond ? [vscode.l10n.t('{0}/s', formatBytes(bytesPerSecond))] : []),
  ];
}

function tooltip({ order, state }: Upload): readonly string[] {
  const { target, path } = order;
  return [
    said(order.packageName, state),
    vscode.l10n.t('File: {0}', path),
    vscode.l10n.t('Application: {0} ({1})', target.applicationName, target.applicationId),
    vscode.l10n.t('Region: {0} ({1})', regionName(target.region), target.region),
    ...reusedLine(state),
    ...(state.kind === 'finished'
      ? [
          vscode.l10n.t('Version: {0}', state.uploaded.version),
          vscode.l10n.t('Size: {0} ({1} bytes)', formatBytes(state.uploaded.bytes), state.uploaded.bytes),
          vscode.l10n.t('CRC-64: {0}', state.uploaded.crc64),
          vscode.l10n.t('Path: {0}', state.uploaded.key),
        ]
      : []),
  ];
}

/** The amounts of a running one are of what is sent: this tells of the rest. */
function reusedLine(state: UploadState): readonly string[] {
  const reused = state.kind === 'running' && state.progress.stage === 'sending' ? state.progress.reused : undefined;
  return reused ? [vscode.l10n.t('In TEM already: {0}', formatBytes(reused))] : [];
}

function said(packageName: string, state: UploadState): string {
  switch (state.kind) {
    case 'running':
      return `${packageName}: ${progressText(state.progress, state.bytesPerSecond)}`;
    case 'failed':
      return failureSentence(uploadFailed(packageName), state.error);
    case 'queued':
    case 'cancelled':
    case 'interrupted':
      return `${packageName}: ${standing(state).join(' · ')}`;
    case 'finished':
      return `${packageName}: ${[vscode.l10n.t('uploaded'), reusedText([state.uploaded])].filter(Boolean).join(' · ')}`;
  }
}
