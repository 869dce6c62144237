import * as vscode from 'vscode';
import type { UploadedPackage } from '../../core/model';
import type { ApplicationsView } from '../applications/applicationsView';
import { runCommand } from '../vscode/contributions';
import { showInformation } from '../vscode/showMessage';
import { copyText } from '../vscode/copyText';
import { uploadedOneText } from './summaryWords';

/** Says that a package is in TEM and offers what people do next. */
export function offerNextStep(view: Pick<ApplicationsView, 'reveal'>) {
  return async (uploaded: UploadedPackage): Promise<void> => {
    const { packageName, version, target, key } = uploaded;
    const said = uploadedOneText(uploaded);
    const copyPath = vscode.l10n.t('Copy Package Path');
    const showInTem = vscode.l10n.t('Reveal in Applications');
    const deploy = vscode.l10n.t('Deploy…');
    const chosen = await showInformation(said, deploy, copyPath, showInTem);
    if (chosen === deploy) await runCommand('tem.deployPackage', deployableOf(uploaded));
    if (chosen === copyPath) await copyText(key);
    if (chosen === showInTem) await view.reveal({ ...target, packageName, version });
  };
}

/** Gives a package in TEM as the command that deploys takes it. */
export function deployableOf({
  packageName,
  version,
  target,
}: Pick<UploadedPackage, 'packageName' | 'version' | 'target'>) {
  const { applicationId, region, accountId: account } = target;
  return { packageName, version, target: { applicationId, region, account } };
}
