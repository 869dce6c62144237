import * as vscode from 'vscode';
import type { GroupBy } from '../applications/arrange';

/** Groups the Applications view; the setting remembers it. */
export function groupByCommand(by: GroupBy) {
  return async (): Promise<void> => {
    const settings = vscode.workspace.getConfiguration('tem');
    // A workspace that has its own would go on hiding what was chosen here.
    const { workspaceValue } = settings.inspect('groupBy') ?? {};
    const { Global, Workspace } = vscode.ConfigurationTarget;
    await settings.update('groupBy', by, workspaceValue === undefined ? Global : Workspace);
  };
}
