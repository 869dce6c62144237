import * as vscode from 'vscode';
import { askChoice, type Choice } from '../vscode/askChoice';
import type { SandboxConditions, PracticeSandbox } from './practiceSandbox';
import { showInformation } from '../vscode/showMessage';

const asUsual: SandboxConditions = {
  latency: 0,
  sharedBandwidth: 0,
  tokenLifetime: 1800,
  microserviceOffline: false,
  completeDuration: 0,
};

/** Lets a person practise with a slow, distant or refusing TEM. */
export function setSandboxConditionsCommand(sandbox: Pick<PracticeSandbox, 'setConditions'>) {
  return async (): Promise<void> => {
    const choices: Choice<SandboxConditions>[] = [
      { label: vscode.l10n.t('Normal'), detail: vscode.l10n.t('No delays and no errors.'), value: asUsual },
      {
        label: vscode.l10n.t('Slow network'),
        detail: vscode.l10n.t('1 MB per second: watch the progress, cancel an upload.'),
        value: { ...asUsual, sharedBandwidth: 1_000_000 },
      },
      {
        label: vscode.l10n.t('Distant region'),
        detail: vscode.l10n.t('Every request takes a second longer.'),
        value: { ...asUsual, latency: 1000 },
      },
      {
        label: vscode.l10n.t('Slow COS'),
        detail: vscode.l10n.t(
          'COS takes 20 seconds to complete a multipart upload. Packages below 5 MiB are sent in one part.',
        ),
        value: { ...asUsual, completeDuration: 20_000 },
      },
      {
        label: vscode.l10n.t('TEM service offline'),
        detail: vscode.l10n.t('TEM denies upload credentials.'),
        value: { ...asUsual, microserviceOffline: true },
      },
    ];
    const title = vscode.l10n.t('Conditions in the local sandbox');
    const { value } = await askChoice({ title, placeholder: vscode.l10n.t('What do you want to try?'), choices });
    if (value && !(await sandbox.setConditions(value))) {
      const said = vscode.l10n.t('This sandbox runs outside this window; set its conditions there.');
      void showInformation(said);
    }
  };
}
