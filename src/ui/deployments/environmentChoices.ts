import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import { AppError, isAuthFailure } from '../../core/errors';
import type { Environment, Target } from '../../core/model';
import type { CallOptions } from '../../core/ports/tem';
import type { PlannedEnvironment } from '../../core/deployment/rolloutPlan';
import { kindWord, readyWords } from '../applications/runningWords';
import type { Choice } from '../vscode/askChoice';

/** An environment that an application can be deployed to. `instances` is how many run there. */
export interface DeployableEnvironment extends PlannedEnvironment {
  readonly version: string;
  readonly instances: number;
}

/** The part of the catalog that knows environments. */
export type EnvironmentSource = Pick<Catalog, 'running' | 'environments'>;

/** Lists where an application runs as choices; where it does not run yet is refused with the reason. */
export async function environmentChoices(
  catalog: EnvironmentSource,
  target: Target,
  options: CallOptions,
): Promise<readonly Choice<DeployableEnvironment>[]> {
  const running = await catalog.running(target, options);
  const all = await catalog.environments(target, options).catch(noneUnlessFatal);
  const ids = new Set(running.map((one) => one.running.environmentId));
  return [
    ...running.map(({ running: one, kind }) => ({
      label: one.environmentName,
      description: [kindWord(kind), one.versionName, readyWords(one)],
      value: {
        id: one.environmentId,
        name: one.environmentName,
        kind,
        version: one.versionName,
        instances: Math.max(1, one.expectedInstances),
      },
    })),
    ...all.filter(({ id }) => !ids.has(id)).map((one) => notRunning(target, one)),
  ];
}

function notRunning({ applicationName }: Target, { id, name, kind }: Environment): Choice<DeployableEnvironment> {
  return {
    label: name,
    description: [kindWord(kind)],
    value: { id, name, kind, version: '', instances: 0 },
    refusal: vscode.l10n.t('{0} is not running here. Deploy it in the console first.', applicationName),
  };
}

/** Those that it does not run in are only told of: without them the others can still be chosen. */
function noneUnlessFatal(error: unknown): readonly Environment[] {
  if (isAuthFailure(error) || (error instanceof AppError && error.failure === 'cancelled')) throw error;
  return [];
}
