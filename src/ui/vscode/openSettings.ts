import * as vscode from 'vscode';
import type { SettingId } from './contributions';

/** Lists the settings of this extension in the editor of settings; a test keeps it equal to package.json. */
export const ownSettings = '@ext:tem-toolkit.tem-toolkit';

/** Finds one setting. */
export function settingQuery(id: SettingId): string {
  return `@id:${id}`;
}

/** Opens the editor of settings at what a query finds. */
export async function openSettings(query: string): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.openSettings', query);
}
