import * as vscode from 'vscode';
import type { Target } from '../../core/model';

/** Names where packages go: the application, or how many there are. */
export function placeText(targets: readonly Target[]): string {
  const [first] = targets;
  const ids = new Set(
    targets.map(({ accountId, region, applicationId }) => [accountId, region, applicationId].join('/')),
  );
  return first && ids.size === 1 ? first.applicationName : vscode.l10n.t('{0} applications', ids.size);
}
