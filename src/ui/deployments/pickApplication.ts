import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import type { Account, Application, DeployMode, Target } from '../../core/model';
import { incompatibilitySentence } from '../messages/incompatibilitySentence';
import { regionName } from '../messages/regionName';
import { askChoice, type Choice } from '../vscode/askChoice';
import type { Answer, StepPlace } from '../vscode/askSteps';
import { outcomeOf } from '../vscode/errorReporter';
import { showInformation } from '../vscode/showMessage';
import { withCancel } from '../vscode/withCancel';

/** Dependencies of choosing an application: whom to ask for them, and in which regions. */
export interface PickApplicationDeps {
  readonly catalog: Pick<Catalog, 'applications'>;
  readonly regions: () => readonly string[];
}

/** An application that was chosen. */
export interface ChosenApplication {
  readonly target: Target;
  readonly deployMode: DeployMode;
}

/** Answer of a person; `chosen` is there with `next`. */
export interface ApplicationAnswer {
  readonly answer: Answer;
  readonly chosen?: ChosenApplication;
}

/** Asks which application of an account is meant, in the regions that are shown. Throws why none can be listed. */
export async function pickApplication(
  deps: PickApplicationDeps,
  account: Account,
  { title, place }: { readonly title: string; readonly place?: StepPlace },
): Promise<ApplicationAnswer> {
  const listed = await outcomeOf(() => withCancel(title, (signal) => listAll(deps, account, signal)));
  if (listed.kind === 'failed') throw listed.error;
  if (listed.kind === 'cancelled') return { answer: 'closed' };
  const choices = listed.value;
  if (choices.length === 0) {
    void showInformation(vscode.l10n.t('No applications in the selected regions.'));
    return { answer: 'closed' };
  }
  const placeholder = vscode.l10n.t('Which application do you want to deploy?');
  const { answer, value } = await askChoice({ title, placeholder, choices, place });
  return { answer, ...(value && { chosen: value }) };
}

/** A region that cannot be listed goes without its applications; throws where none can. */
async function listAll(
  { catalog, regions }: PickApplicationDeps,
  account: Account,
  signal: AbortSignal,
): Promise<readonly Choice<ChosenApplication>[]> {
  const asked = regions().map(async (region) => {
    const applications = await catalog.applications({ accountId: account.id, region }, { signal });
    return applications.map((application) => choiceOf(account, region, application));
  });
  const listed = await Promise.allSettled(asked);
  const found = listed.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  const failed = listed.find((one) => one.status === 'rejected');
  if (failed && (found.length === 0 || signal.aborted)) throw failed.reason;
  return found;
}

function choiceOf(account: Account, region: string, application: Application): Choice<ChosenApplication> {
  const { id, name, deployMode, versions } = application;
  const target = { accountId: account.id, region, applicationId: id, applicationName: name };
  const running = versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`);
  return {
    label: name,
    description: [regionName(region), id, ...running],
    value: { target, deployMode },
    ...(deployMode === 'IMAGE' && { refusal: incompatibilitySentence(name, 'takesImage') }),
  };
}
