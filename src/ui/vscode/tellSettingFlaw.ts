import * as vscode from 'vscode';
import type { SettingId } from './contributions';
import { openSettings, settingQuery } from './openSettings';
import { settingFlaw } from './settingFlaw';
import { showWarning } from './showMessage';
import { ToldFlaws } from './toldFlaws';

const told = new ToldFlaws();

/**
 * Tells a person what is wrong with a setting, as it is for the folder of `scope`, and leads to it; once, until its value is another
 * one.
 */
export async function tellSettingFlaw(id: SettingId, value: unknown, scope?: vscode.Uri): Promise<void> {
  const flaw = settingFlaw(id, value);
  const folder = scope && vscode.workspace.getWorkspaceFolder(scope);
  if (!told.isNew(id, folder?.uri.toString() ?? '', flaw === undefined ? '' : JSON.stringify(value))) return;
  if (flaw === undefined) return;
  const open = vscode.l10n.t('Open Settings');
  if ((await showWarning(flaw, open)) === open) await openSettings(settingQuery(id));
}
