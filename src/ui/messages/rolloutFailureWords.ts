import * as vscode from 'vscode';
import type { BadInstance, Rollout, RolloutFailure } from '../../core/deployment/rollout';

/** Says why a rollout failed in one sentence, by its first bad instance, else by TEM's own words. */
export function rolloutFailureSentence(failure: RolloutFailure): string {
  if (failure.instance) return instanceSentence(failure.instance);
  if (failure.errorMessage) return vscode.l10n.t('TEM says: {0}', failure.errorMessage);
  return failure.status
    ? vscode.l10n.t('TEM returned the status {0} without a reason.', failure.status)
    : vscode.l10n.t('TEM did not return a reason.');
}

function instanceSentence({ id, cause, word, restarts }: BadInstance): string {
  const why: Readonly<Record<BadInstance['cause'], string>> = {
    crashing: vscode.l10n.t('Instance {0} does not start, or exits again. Check its log.', id),
    notReady: vscode.l10n.t('Instance {0} fails its readiness check. Check the path and the port of the check.', id),
    notAlive: vscode.l10n.t('Instance {0} fails its liveness check. Check the path and the port of the check.', id),
    unreachable: vscode.l10n.t(
      'The load balancer cannot reach instance {0}. Check the port and the protocol in the access configuration.',
      id,
    ),
    postStart: vscode.l10n.t('The PostStart script of instance {0} failed.', id),
    noVolume: vscode.l10n.t('A volume that instance {0} mounts does not exist.', id),
    noConfiguration: vscode.l10n.t('A configuration that instance {0} refers to does not exist.', id),
    noImage: vscode.l10n.t('The image of instance {0} cannot be pulled.', id),
    other: vscode.l10n.t('Instance {0} does not run.', id),
  };
  const times = restarts === 1 ? vscode.l10n.t('1 restart') : vscode.l10n.t('{0} restarts', restarts);
  const facts = [word, restarts > 0 ? times : ''].filter(Boolean).join(', ');
  return facts ? `${why[cause]} (${facts})` : why[cause];
}

/** Says which Java the package needs where the environment has an older one, as its plan found; else `undefined`. */
export function javaDisagreement({ plan }: Pick<Rollout, 'plan'>): string | undefined {
  const java = plan?.warnings.find(({ kind }) => kind === 'java');
  return java?.kind === 'java'
    ? vscode.l10n.t('The package requires Java {0}, the environment has {1}.', java.needed, java.offered)
    : undefined;
}
