import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import type { RolloutBatch } from '../../core/deployment/rolloutReading';
import { failureSentence } from '../messages/failureSentence';
import { javaDisagreement, rolloutFailureSentence } from '../messages/rolloutFailureWords';
import { instancesWords, rolloutStateWord, rolloutTitle } from '../messages/rolloutWords';
import { strategyWords } from '../messages/strategyWords';

// The rest has its number: a tooltip that is longer is cut by VS Code.
const maxBatches = 12;

/** Lists all that is known of a deployment, a line each, the first a heading. */
export function rolloutLines(rollout: Rollout, marks: RolloutMarks): readonly string[] {
  const { state, plan, reading, problem, refused, begunAt, endedAt } = rollout;
  const { batches = [], newVersion = '' } = reading?.detail ?? {};
  const instances = instancesWords(marks);
  const java = javaDisagreement(rollout);
  return [
    rolloutTitle(rollout),
    vscode.l10n.t('Status: {0}', rolloutStateWord(rollout)),
    ...(state.kind === 'failed' ? [rolloutFailureSentence(state.failure), ...(java ? [java] : [])] : []),
    ...(state.kind === 'notBegun' && state.error
      ? [failureSentence(vscode.l10n.t('The deployment did not begin'), state.error)]
      : []),
    ...(problem ? [failureSentence(vscode.l10n.t('Could not read the deployment'), problem)] : []),
    ...(refused ? [failureSentence(vscode.l10n.t('TEM rejected the request'), refused)] : []),
    vscode.l10n.t('Application: {0}', rollout.applicationName),
    vscode.l10n.t('Environment: {0}', rollout.environmentName),
    vscode.l10n.t('Version: {0}', rollout.version || newVersion),
    ...(rollout.oldVersion ? [vscode.l10n.t('Version before: {0}', rollout.oldVersion)] : []),
    ...(rollout.packageName ? [vscode.l10n.t('Package: {0}', rollout.packageName)] : []),
    ...(plan ? [strategyWords(plan.strategy, plan.instances)] : [vscode.l10n.t('Not deployed from here')]),
    ...(instances ? [vscode.l10n.t('Instances: {0}', instances)] : []),
    ...batches.slice(0, maxBatches).map((batch, n) => batchLine(batch, n + 1, batches.length)),
    ...(batches.length > maxBatches ? [vscode.l10n.t('{0} more', batches.length - maxBatches)] : []),
    vscode.l10n.t('Started: {0}', new Date(begunAt).toLocaleString()),
    ...(endedAt === undefined ? [] : [vscode.l10n.t('Ended: {0}', new Date(endedAt).toLocaleString())]),
    ...(reading ? [vscode.l10n.t('Read: {0}', new Date(reading.at).toLocaleTimeString())] : []),
  ];
}

/** Words one batch, with TEM's own word for its state. */
function batchLine({ isTrial, word, oldInstances, newInstances }: RolloutBatch, number: number, count: number): string {
  const name = isTrial
    ? vscode.l10n.t('Trial batch ({0} of {1})', number, count)
    : vscode.l10n.t('Batch {0} of {1}', number, count);
  const change = vscode.l10n.t('{0} old, {1} new instances', oldInstances, newInstances.length);
  return vscode.l10n.t('{0}: {1}', name, [word, change].filter(Boolean).join(', '));
}
