import * as vscode from 'vscode';
import type { SettingId } from './contributions';
import { openSettings, settingQuery } from './openSettings';
import { settingFlaw } from './settingFlaw';
import { showWarning } from './showMessage';

const told = new Map<SettingId, string>();

/** Tells a person what is wrong with a setting and leads to it; once, until its value is another one. */
export async function tellSettingFlaw(id: SettingId, value: unknown): Promise<void> {
  const flaw = settingFlaw(id, value);
  const key = flaw === undefined ? '' : JSON.stringify(value);
  if ((told.get(id) ?? '') === key) return;
  told.set(id, key);
  if (flaw === undefined) return;
  const open = vscode.l10n.t('Open Settings');
  if ((await showWarning(flaw, open)) === open) await openSettings(settingQuery(id));
}
