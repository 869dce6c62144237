import * as vscode from 'vscode';
import type { Application } from '../../core/model';

/** Names what an application is deployed as. */
export function modeName({ deployMode }: Pick<Application, 'deployMode'>): string {
  return deployMode === 'OTHER' ? vscode.l10n.t('unknown kind') : deployMode;
}
