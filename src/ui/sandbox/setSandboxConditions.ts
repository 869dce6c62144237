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
  policy: { copying: 'application' },
  rollout: { buildMs: 6000, podMs: 6000, failure: { kind: 'none', batch: 1 } },
};

/** Lets a person practise with a slow, distant or refusing TEM, with deployments that go wrong, and with a colleague. */
export function setSandboxConditionsCommand(sandbox: Pick<PracticeSandbox, 'setConditions' | 'letColleagueDeploy'>) {
  return async (): Promise<void> => {
    const choices: Choice<SandboxConditions | 'colleague'>[] = [
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
        label: vscode.l10n.t('Copies are not allowed'),
        detail: vscode.l10n.t('COS copies nothing from other packages, so that every package is sent whole.'),
        value: { ...asUsual, policy: { copying: 'none' } },
      },
      {
        label: vscode.l10n.t('TEM service offline'),
        detail: vscode.l10n.t('TEM denies upload credentials.'),
        value: { ...asUsual, microserviceOffline: true },
      },
      {
        label: vscode.l10n.t('The next deployment fails in batch 2'),
        detail: vscode.l10n.t('A new instance of the second batch crashes again and again.'),
        value: { ...asUsual, rollout: { ...asUsual.rollout, failure: { kind: 'crash', batch: 2 } } },
      },
      {
        label: vscode.l10n.t('Instances never get ready'),
        detail: vscode.l10n.t('The new instances of the next deployment fail their readiness check.'),
        value: { ...asUsual, rollout: { ...asUsual.rollout, failure: { kind: 'neverReady', batch: 1 } } },
      },
      {
        label: vscode.l10n.t('Slow deployment'),
        detail: vscode.l10n.t('TEM takes a minute to build the image, and half a minute to start each instance.'),
        value: { ...asUsual, rollout: { ...asUsual.rollout, buildMs: 60_000, podMs: 30_000 } },
      },
      {
        label: vscode.l10n.t('Another person deploys'),
        detail: vscode.l10n.t('A colleague starts a deployment now: follow it, wait for it, or undo it.'),
        value: 'colleague',
      },
    ];
    const title = vscode.l10n.t('Conditions in the local sandbox');
    const { value } = await askChoice({ title, placeholder: vscode.l10n.t('What do you want to try?'), choices });
    const said = value === 'colleague' ? await deployAsColleague(sandbox) : value && (await set(sandbox, value));
    if (said) void showInformation(said);
  };
}

async function set(
  sandbox: Pick<PracticeSandbox, 'setConditions'>,
  conditions: SandboxConditions,
): Promise<string | undefined> {
  return (await sandbox.setConditions(conditions)) ? undefined : notOurs();
}

async function deployAsColleague(sandbox: Pick<PracticeSandbox, 'letColleagueDeploy'>): Promise<string> {
  const begun = await sandbox.letColleagueDeploy();
  if (!begun) return notOurs();
  if (begun === 'noneFree') return vscode.l10n.t('Deployments run in all environments of the sandbox already.');
  const { applicationName, environmentName, version } = begun;
  return vscode.l10n.t('A colleague now deploys {0} of {1} to {2}.', version, applicationName, environmentName);
}

function notOurs(): string {
  return vscode.l10n.t('This sandbox runs outside this window; set its conditions there.');
}
