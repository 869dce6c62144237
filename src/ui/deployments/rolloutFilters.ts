import * as vscode from 'vscode';
import { canContinue, canGoBack, canUndo, hasError, isUnderWay } from '../../core/deployment/canAct';
import type { RolloutFilter } from './rolloutCommand';

const none = () => vscode.l10n.t('No deployment is running.');

/** Those that wait for a person. */
export const waitingRollouts: RolloutFilter = {
  fits: canContinue,
  wanted: () => vscode.l10n.t('This deployment is not waiting for you.'),
  missing: () => vscode.l10n.t('No deployment is waiting for you.'),
};

/** Those that run and can be put back, and those of this machine that have ended. */
export const undoableRollouts: RolloutFilter = {
  fits: (rollout) => canUndo(rollout) || canGoBack(rollout),
  wanted: () => vscode.l10n.t('This deployment cannot be undone now.'),
  missing: () => vscode.l10n.t('No deployment can be undone now.'),
};

/** Those of this machine that are watched: of others one sees no more than the row. */
export const watchedRollouts: RolloutFilter = {
  fits: (rollout) => rollout.plan !== undefined && isUnderWay(rollout),
  wanted: () => vscode.l10n.t('This deployment is not watched by this window.'),
  missing: none,
};

/** Those that run, whoever began them. */
export const runningRollouts: RolloutFilter = {
  fits: isUnderWay,
  wanted: () => vscode.l10n.t('This deployment is no longer running.'),
  missing: none,
};

/** All of them. */
export const allRollouts: RolloutFilter = { fits: () => true, wanted: none, missing: none };

/** Those that something went wrong with. */
export const failedRollouts: RolloutFilter = {
  fits: hasError,
  wanted: () => vscode.l10n.t('This deployment has no error.'),
  missing: () => vscode.l10n.t('No deployment has an error.'),
};
