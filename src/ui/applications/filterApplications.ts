import * as vscode from 'vscode';
import type { ApplicationsView } from './applicationsView';
import { createBox } from '../vscode/quickInput';
import { focusView } from '../vscode/contributions';

type Filtered = Pick<ApplicationsView, 'filter'>;

/** Narrows the Applications view while a person types; Escape brings back what was shown before. */
export function filterApplicationsCommand(view: Filtered) {
  return async (): Promise<void> => {
    await focusView('tem.applications');
    const before = view.filter;
    const input = createBox(
      vscode.l10n.t('Filter Applications'),
      vscode.l10n.t('Words of the name or ID; leave empty to show all'),
    );
    input.value = before;
    input.onDidChangeValue((text) => (view.filter = text));
    const isAccepted = await new Promise<boolean>((resolve) => {
      input.onDidAccept(() => resolve(true));
      input.onDidHide(() => resolve(false));
      input.show();
    });
    const text = input.value;
    input.dispose();
    view.filter = isAccepted ? text : before;
  };
}

/** Shows all applications again. */
export function clearFilterCommand(view: Filtered) {
  return (): void => {
    view.filter = '';
  };
}
