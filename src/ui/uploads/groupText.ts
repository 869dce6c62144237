import * as vscode from 'vscode';
import { formatBytes } from '../messages/formatBytes';
import type { TransferStand } from '../vscode/showProgress';
import { placeText } from './placeText';
import { progressText } from './progressText';
import { uploadedOneText } from './summaryWords';
import type { UploadUnderWay } from './upload';
import type { GroupStand } from './uploadGroup';
import { hasEnded } from './upload';

/** Words how far uploads that were started together have come: one as it stands, several by their count. */
export function groupText(stand: GroupStand): TransferStand {
  const { members, finished, failed, percent } = stand;
  const [only, ...others] = members;
  // A deployment may follow in the same notification.
  if (only?.state.kind === 'finished' && others.length === 0) {
    const { uploaded } = only.state;
    return { stage: only.state.kind, percent, message: () => uploadedOneText(uploaded) };
  }
  if (only && others.length === 0 && !hasEnded(only.state)) {
    const { packageName, target } = only.upload.order;
    const title = vscode.l10n.t('Uploading {0} to {1}', packageName, target.applicationName);
    const { state } = only;
    return { stage: stageOf(state), percent, message: () => vscode.l10n.t('{0}: {1}', title, standing(state)) };
  }
  const isMoving = members.some(({ state }) => state.kind === 'running');
  const stage = [members.length, finished, failed, isMoving].join(' ');
  return { stage, percent, message: () => severalText(stand, isMoving) };
}

function severalText({ members, finished, failed, percent, bytesPerSecond }: GroupStand, isMoving: boolean): string {
  const place = placeText(members.map(({ upload }) => upload.order.target));
  const title = vscode.l10n.t('Uploading {0} packages to {1}', members.length, place);
  const parts = [
    vscode.l10n.t('{0} of {1} done', finished, members.length),
    ...(failed > 0 ? [vscode.l10n.t('{0} failed', failed)] : []),
    ...(isMoving ? [vscode.l10n.t('{0}%', Math.floor(percent))] : []),
    ...(bytesPerSecond ? [vscode.l10n.t('{0}/s', formatBytes(bytesPerSecond))] : []),
  ];
  return vscode.l10n.t('{0}: {1}', title, parts.join(' · '));
}

function standing(state: UploadUnderWay): string {
  if (state.kind === 'queued') return vscode.l10n.t('waiting for another upload');
  return progressText(state.progress, state.bytesPerSecond);
}

function stageOf(state: UploadUnderWay): string {
  if (state.kind === 'queued') return state.kind;
  const { progress } = state;
  if (progress.stage !== 'sending' || progress.sent < progress.total) return progress.stage;
  return progress.copying ? 'copying' : 'sent';
}
