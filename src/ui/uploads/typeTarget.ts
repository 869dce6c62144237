import * as vscode from 'vscode';
import type { Account, Target } from '../../core/model';
import { askChoice } from '../vscode/askChoice';
import { askSteps, type StepPlace } from '../vscode/askSteps';
import { askText } from '../vscode/askText';
import { regionName, regionNames } from '../messages/regionName';

const form = /^[\w-]{1,200}$/;

/**
 * Asks for the id and the region of an application that cannot be listed; `undefined` when closed. The `selected`
 * regions come first, every other known one after them; `typed` is proposed where it can be an id.
 */
export async function typeTarget(
  account: Account,
  selected: readonly string[],
  typed: string,
): Promise<Target | undefined> {
  const title = vscode.l10n.t('Upload with {0}', account.name);
  const regions = [...new Set([...selected, ...regionNames().keys()])];
  let applicationId = form.test(typed.trim()) ? typed.trim() : '';
  let region = regions[0] ?? '';
  const askId = async (place: StepPlace) => {
    const { answer, value } = await askText({
      title,
      place,
      prompt: vscode.l10n.t('Application ID, as shown in the TEM console'),
      placeholder: 'service-xxxxxxxx',
      value: applicationId,
      validate: (text) => (form.test(text) ? undefined : vscode.l10n.t('An ID has letters, digits and hyphens.')),
    });
    applicationId = value;
    return answer;
  };
  const askRegion = async (place: StepPlace) => {
    const choices = regions.map((id) => ({ label: regionName(id), description: [id], value: id }));
    const placeholder = vscode.l10n.t('In which region is the application?');
    const { answer, value } = await askChoice({ title, placeholder, choices, place });
    region = value ?? region;
    return answer;
  };
  const answered = await askSteps(() => [askId, askRegion]);
  return answered ? { accountId: account.id, region, applicationId, applicationName: applicationId } : undefined;
}
