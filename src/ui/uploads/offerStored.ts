import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import type { ApplicationsView } from '../applications/applicationsView';
import { runCommand } from '../vscode/contributions';
import { showInformation } from '../vscode/showMessage';
import { deployableOf } from './offerNextStep';

/** Says that a package was in TEM before, and leads to it. */
export function offerStored(view: Pick<ApplicationsView, 'reveal'>) {
  return async (
    target: Target,
    { packageName, version }: { readonly packageName: string; readonly version: string },
  ): Promise<void> => {
    const said = vscode.l10n.t(
      '{0} is in {1} as {2}. Nothing was uploaded.',
      packageName,
      target.applicationName,
      version,
    );
    const deploy = vscode.l10n.t('Deploy…');
    const showInTem = vscode.l10n.t('Reveal in Applications');
    const chosen = await showInformation(said, deploy, showInTem);
    if (chosen === deploy) await runCommand('tem.deployPackage', deployableOf({ packageName, version, target }));
    if (chosen === showInTem) await view.reveal({ ...target, packageName, version });
  };
}
