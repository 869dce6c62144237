import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import { storedAt, type KnownPackage } from '../../core/knownPackages';
import type { Target } from '../../core/model';
import { formatAge } from '../messages/formatAge';
import { formatBytes } from '../messages/formatBytes';
import { askChoice, type Choice } from '../vscode/askChoice';
import type { Answer, StepPlace } from '../vscode/askSteps';
import { outcomeOf } from '../vscode/errorReporter';
import { showInformation } from '../vscode/showMessage';
import { withCancel } from '../vscode/withCancel';

/** Dependencies of choosing a package in TEM: whom to ask for them. */
export interface PickPackageDeps {
  readonly catalog: Pick<Catalog, 'packages'>;
}

/** Answer of a person; `known` is there with `next`. */
export interface PackageAnswer {
  readonly answer: Answer;
  readonly known?: KnownPackage;
}

/** Asks which package of an application is meant, the newest first. Throws why they cannot be listed. */
export async function pickPackage(
  { catalog }: PickPackageDeps,
  target: Target,
  { title, place }: { readonly title: string; readonly place?: StepPlace },
): Promise<PackageAnswer> {
  const packages = await listPackages(catalog, target);
  if (!packages) return { answer: 'closed' };
  if (packages.length === 0) {
    void showInformation(vscode.l10n.t('{0} has no packages yet. Upload one first.', target.applicationName));
    return { answer: 'closed' };
  }
  const placeholder = vscode.l10n.t('Which package?');
  const { answer, value } = await askChoice({ title, placeholder, choices: packages.map(choiceOf), place });
  return { answer, ...(value && { known: value }) };
}

/** Lists the packages of an application, the newest first, behind a notification with Cancel; `undefined` when that is pressed. */
export async function listPackages(
  catalog: PickPackageDeps['catalog'],
  target: Target,
): Promise<readonly KnownPackage[] | undefined> {
  const title = vscode.l10n.t('Listing the packages of {0}', target.applicationName);
  const listed = await outcomeOf(() => withCancel(title, (signal) => catalog.packages(target, { signal })));
  if (listed.kind === 'failed') throw listed.error;
  return listed.kind === 'done' ? listed.value.packages : undefined;
}

function choiceOf(known: KnownPackage): Choice<KnownPackage> {
  const { packageName, version, runningIn, stored, uploaded } = known;
  const bytes = stored?.bytes ?? uploaded?.bytes;
  const at = storedAt(known);
  const running = runningIn.length > 0 ? vscode.l10n.t('running in {0}', runningIn.join(', ')) : '';
  return {
    label: version || packageName,
    description: [packageName, bytes === undefined ? '' : formatBytes(bytes), at > 0 ? formatAge(at) : '', running],
    value: known,
  };
}
