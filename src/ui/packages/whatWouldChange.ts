import { basename } from 'node:path';
import * as vscode from 'vscode';
import { nodeKey } from '../../browse/nodeId';
import { environmentPlaceOf, type EnvironmentNode, type Node } from '../../browse/nodes';
import type { OpenedDeployed } from '../../core/openDeployedPackage';
import type { EnvironmentPlace } from '../../core/place';
import type { NodeFilter } from '../vscode/forSelectedNodes';
import type { Purpose } from '../vscode/pickPackageFiles';
import { showInformation } from '../vscode/showMessage';
import { withCancel } from '../vscode/withCancel';
import { differenceText } from './differenceText';
import { pickLocal, type LastTarget } from './pickLocal';
import type { PackageTextDeps } from './showPackageFacts';
import { fileSide } from './side';

/** Dependencies of showing what a deployment would change. `openDeployed` opens what runs in an environment. */
export interface WhatWouldChangeDeps extends Pick<
  PackageTextDeps,
  'builtPackages' | 'reader' | 'texts' | 'withErrorReporting'
> {
  readonly openDeployed: (place: EnvironmentPlace, signal: AbortSignal) => Promise<OpenedDeployed>;
  readonly lastTarget: LastTarget;
}

/** The environments that run an application. */
export const runningNodes: NodeFilter<Node, EnvironmentNode> = {
  of: (node) => (node.kind === 'environment' ? node : undefined),
  question: () => vscode.l10n.t('Which environment do you want to compare with?'),
  wanted: () => vscode.l10n.t('Select an environment in the Applications view first.'),
  missing: () =>
    vscode.l10n.t(
      'The Applications view lists no environment yet. Open the environments of an application, then try again.',
    ),
};

/** Shows what would change in an environment if a package of this machine, which a person chooses, were deployed there. */
export async function whatWouldChange(deps: WhatWouldChangeDeps, node: EnvironmentNode): Promise<void> {
  const { reader, texts, withErrorReporting } = deps;
  const { application } = node.parent;
  const place = environmentPlaceOf(node);
  const environmentName = node.environment.running.environmentName;
  if (application.deployMode === 'IMAGE') return void showInformation(runsImage(application.name));
  const what = vscode.l10n.t('Could not show what would change in {0}', environmentName);
  await withErrorReporting(what, async () => {
    const file = await pickLocal(deps, place, purposeFor(environmentName));
    if (!file) return;
    const local = await fileSide(reader, file);
    await withCancel(vscode.l10n.t('Reading what runs in {0}', environmentName), async (signal) => {
      const opened = await deps.openDeployed(place, signal);
      if (opened.kind !== 'package') return void showInformation(missingSentence(opened, environmentName));
      const { packageName, version } = opened.deployed;
      const difference = await local.read((fresh) => reader.compare(opened.source, fresh), signal);
      const title = vscode.l10n.t('{0} ↔ {1}', `${packageName} ${version}`, basename(file.fsPath));
      const running = vscode.l10n.t('{0}, version {1}, runs in {2}', packageName, version, environmentName);
      const below = [node.parent.account.name, node.parent.region, application.name, environmentName].join('/');
      const key = JSON.stringify([nodeKey(node), local.key]);
      await texts.show({ title, below, key }, differenceText(running, local.place, difference));
    });
  });
}

function purposeFor(environmentName: string): Purpose {
  const title = vscode.l10n.t('What Would Change in {0}', environmentName);
  return { title, button: vscode.l10n.t('Compare'), takes: 'one' };
}

/** Says why there is nothing to compare with. */
export function missingSentence(opened: Exclude<OpenedDeployed, { kind: 'package' }>, environmentName: string): string {
  switch (opened.kind) {
    case 'image':
      return runsImage(environmentName);
    case 'nothing':
      return vscode.l10n.t('{0} runs no version of this application.', environmentName);
    case 'gone': {
      const { packageName, version } = opened.deployed;
      const gone = vscode.l10n.t(
        'COS no longer has {0}, version {1}, which {2} runs.',
        packageName,
        version,
        environmentName,
      );
      return opened.requestId ? vscode.l10n.t('{0} RequestId: {1}', gone, opened.requestId) : gone;
    }
  }
}

function runsImage(name: string): string {
  return vscode.l10n.t('{0} runs a container image, not a package. There is nothing to compare with.', name);
}
