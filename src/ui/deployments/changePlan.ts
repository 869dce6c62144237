import * as vscode from 'vscode';
import type { PlannedEnvironment, RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { RolloutStrategy } from '../../core/deployment/rolloutStrategy';
import { strategyName } from '../messages/strategyWords';
import { askChoice, type Choice } from '../vscode/askChoice';
import { askSteps, type Step } from '../vscode/askSteps';
import { askText } from '../vscode/askText';
import { strategyRanges } from '../vscode/strategySetting';
import type { DeployableEnvironment } from './environmentChoices';
import type { Planning } from './planning';

/** Dependencies of changing a plan: which environments there are, and what fits their instances. */
export interface ChangePlanDeps extends Pick<Planning, 'fitStrategy'> {
  /** Lists the environments of the plan's application. Tells a person of a failure, and gives none then. */
  readonly environments: (plan: RolloutPlan) => Promise<readonly Choice<DeployableEnvironment>[]>;
}

/** A change of a plan by a person. */
export interface PlanChange {
  readonly environment: PlannedEnvironment;
  readonly strategy: RolloutStrategy;
}

type Numbers = keyof typeof strategyRanges;

/** Asks for the environment and the strategy of a plan, as they are proposed; `undefined` where a person closes it. */
export async function changePlan(deps: ChangePlanDeps, plan: RolloutPlan): Promise<PlanChange | undefined> {
  const environments = plan.purpose === 'deploy' ? await deps.environments(plan) : [];
  let { environment, strategy, instances }: PlanChange & { instances: number } = plan;
  const title = vscode.l10n.t('Change Deployment of {0}', plan.target.applicationName);
  const askEnvironment: Step = async (place) => {
    const chosen = environments.find(({ value }) => value.id === environment.id)?.value;
    const placeholder = vscode.l10n.t('Which environment?');
    const { answer, value } = await askChoice({ title, placeholder, choices: environments, chosen, place });
    if (value) [environment, instances] = [{ id: value.id, name: value.name, kind: value.kind }, value.instances];
    return answer;
  };
  const askKind: Step = async (place) => {
    const placeholder = vscode.l10n.t('How are instances replaced?');
    const { answer, value } = await askChoice({ title, placeholder, choices: kinds(), chosen: strategy.kind, place });
    if (value) strategy = { ...strategy, kind: value };
    return answer;
  };
  const askNumber =
    (name: Numbers, prompt: string, most: number): Step =>
    async (place) => {
      const { min } = strategyRanges[name];
      const max = Math.max(min, Math.min(strategyRanges[name].max, most));
      const asked = { title, prompt: vscode.l10n.t('{0} ({1} to {2})', prompt, min, max), place };
      const validate = (text: string) => numberFlaw(text, min, max);
      const proposed = String(Math.min(max, strategy[name]));
      const { answer, value } = await askText({ ...asked, value: proposed, validate });
      // What was typed stays for who goes back and comes again.
      if (numberFlaw(value, min, max) === undefined) strategy = { ...strategy, [name]: Number(value) };
      return answer;
    };
  const isAnswered = await askSteps(() => [
    ...(environments.length > 1 ? [askEnvironment] : []),
    askKind,
    ...(strategy.kind === 'trial'
      ? [askNumber('trialInstances', vscode.l10n.t('Instances in the trial batch'), Math.floor(instances / 2))]
      : []),
    strategy.kind === 'trial'
      ? askNumber(
          'batches',
          vscode.l10n.t('Number of batches after the trial batch'),
          instances - strategy.trialInstances,
        )
      : askNumber('batches', vscode.l10n.t('Number of batches'), instances),
    ...(strategy.kind === 'manual'
      ? []
      : [askNumber('pauseSeconds', vscode.l10n.t('Seconds between batches'), Infinity)]),
    askNumber(
      'minAvailable',
      vscode.l10n.t('Instances that stay available; -1: as many as now, 0: none guaranteed'),
      instances,
    ),
  ]);
  return isAnswered ? { environment, strategy: deps.fitStrategy(strategy, instances) } : undefined;
}

function kinds(): readonly Choice<RolloutStrategy['kind']>[] {
  const details: Readonly<Record<RolloutStrategy['kind'], string>> = {
    automatic: vscode.l10n.t('All batches one after the other.'),
    trial: vscode.l10n.t('A small batch first. The others follow when you confirm it.'),
    manual: vscode.l10n.t('You start each batch.'),
  };
  return (['automatic', 'trial', 'manual'] as const).map((value) => ({
    value,
    label: strategyName(value),
    detail: details[value],
  }));
}

function numberFlaw(text: string, min: number, max: number): string | undefined {
  const number = /^-?[0-9]{1,6}$/.test(text) ? Number(text) : NaN;
  return number >= min && number <= max ? undefined : vscode.l10n.t('Enter a whole number from {0} to {1}.', min, max);
}
