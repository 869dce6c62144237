import * as vscode from 'vscode';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { Answer } from '../vscode/askSteps';
import { askText } from '../vscode/askText';

/** Has the name of the application of a plan typed; `back` leads to the plan again. */
export async function typeName({ target, environment }: Pick<RolloutPlan, 'target' | 'environment'>): Promise<Answer> {
  const { applicationName } = target;
  const title = vscode.l10n.t('Deploy to {0}', environment.name);
  // The plan was the first step.
  return typeNameAs(title, applicationName, { step: 2, totalSteps: 2 });
}

/** Has a name typed, as a person reads it there; the question stands alone without `place`. */
export async function typeNameAs(
  title: string,
  name: string,
  place?: { readonly step: number; readonly totalSteps: number },
): Promise<Answer> {
  const { answer } = await askText({
    title,
    prompt: vscode.l10n.t('Enter the name of the application to confirm: {0}', name),
    value: '',
    placeholder: name,
    place,
    validate: (value) => (value === name.trim() ? undefined : vscode.l10n.t('This is not the name: {0}', name)),
  });
  return answer;
}
