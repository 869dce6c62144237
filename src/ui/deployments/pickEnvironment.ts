import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import { askChoice, type Choice } from '../vscode/askChoice';
import type { Answer, StepPlace } from '../vscode/askSteps';
import { outcomeOf } from '../vscode/errorReporter';
import { withCancel } from '../vscode/withCancel';
import { accountById, type DeployDeps } from './deployDeps';
import { environmentChoices, type DeployableEnvironment } from './environmentChoices';
import { offerConsole } from './offerConsole';

type Deps = Pick<DeployDeps, 'accounts' | 'catalog' | 'withErrorReporting'>;

/** Lists the environments of an application behind a notification with Cancel; tells a person of a failure, and gives none then. */
export async function listEnvironments(
  deps: Pick<Deps, 'catalog' | 'withErrorReporting'>,
  target: Target,
): Promise<readonly Choice<DeployableEnvironment>[]> {
  const what = vscode.l10n.t('Could not list the environments of {0}', target.applicationName);
  const outcome = await deps.withErrorReporting(what, () => loadEnvironments(deps, target));
  return outcome.kind === 'done' ? outcome.value : [];
}

/** Answer of a person; `environment` is there with `next`. */
export interface EnvironmentAnswer {
  readonly answer: Answer;
  readonly environment?: DeployableEnvironment;
}

/**
 * Asks to which environment a package goes; where there is but one it is taken, since the plan shows it. Says why, and leads to
 * the console, where the application runs nowhere. Throws why they cannot be listed.
 */
export async function pickEnvironment(deps: Deps, target: Target, place?: StepPlace): Promise<EnvironmentAnswer> {
  const listed = await outcomeOf(() => loadEnvironments(deps, target));
  if (listed.kind === 'failed') throw listed.error;
  if (listed.kind === 'cancelled') return { answer: 'closed' };
  const choices = listed.value;
  const takable = choices.filter(({ refusal }) => refusal === undefined);
  const [only, ...others] = takable;
  if (!only) {
    void offerConsole(nowhere(target), (await accountById(deps, target.accountId))?.site, '/application');
    return { answer: 'closed' };
  }
  if (others.length === 0) return { answer: 'next', environment: only.value };
  const title = vscode.l10n.t('Deploy to {0}', target.applicationName);
  const placeholder = vscode.l10n.t('Which environment?');
  const { answer, value } = await askChoice({ title, placeholder, choices, place });
  return { answer, ...(value && { environment: value }) };
}

/** Finds the environment with an id that was passed; else says in words why it cannot be deployed to. */
export async function findEnvironment(
  deps: Pick<Deps, 'catalog'>,
  target: Target,
  id: string,
): Promise<DeployableEnvironment | string> {
  const found = (await loadEnvironments(deps, target)).find(({ value }) => value.id === id);
  if (!found) return vscode.l10n.t('{0} has no environment {1}.', target.applicationName, id);
  return found.refusal === undefined ? found.value : vscode.l10n.t('{0}: {1}', found.label, found.refusal);
}

function loadEnvironments({ catalog }: Pick<Deps, 'catalog'>, target: Target) {
  const title = vscode.l10n.t('Listing the environments of {0}', target.applicationName);
  return withCancel(title, (signal) => environmentChoices(catalog, target, { signal }));
}

function nowhere({ applicationName }: Target): string {
  return vscode.l10n.t('{0} is not running in any environment. Deploy it in the console first.', applicationName);
}
