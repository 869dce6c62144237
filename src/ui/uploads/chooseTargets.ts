import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { Account, Application, Target } from '../../core/model';
import { incompatibilityOf } from '../../core/offerApplications';
import type { PackageFile } from '../../core/ports/packageReader';
import { outcomeOf, type WithErrorReporting } from '../vscode/errorReporter';
import type { LastTargets } from './lastTargets';
import { incompatibilitySentence } from '../messages/incompatibilitySentence';
import { tellRefused, type RefusedFile } from './tellRefused';
import { pickTarget, type PickTargetDeps } from './pickTarget';
import type { PackageToUpload } from './targetRows';
import { askSteps, type Step } from '../vscode/askSteps';
import { showWarning } from '../vscode/showMessage';

/** Dependencies of choosing targets: whom to ask, and how a file that was refused is tried again. */
export interface ChooseTargetsDeps extends PickTargetDeps {
  readonly packageFile: PackageFile;
  readonly withErrorReporting: WithErrorReporting;
  readonly lastTargets: Pick<LastTargets, 'of'>;
  readonly retry: (paths: readonly string[]) => Promise<void>;
}

/** The application that was clicked, so that nobody is asked for one. */
export interface GivenTarget extends Pick<Application, 'deployMode'> {
  readonly target: Target;
}

/** One file and where it goes. `path` is absolute. */
export interface Chosen {
  readonly path: string;
  readonly target: Target;
}

/** Asks where each file goes. A file that cannot be uploaded is reported and left out; gives none when a picker is closed. */
export async function chooseTargets(
  deps: ChooseTargetsDeps,
  paths: readonly string[],
  account: Account,
  given?: GivenTarget,
): Promise<readonly Chosen[]> {
  const fit = await fitFiles(deps, paths, given);
  const targets = given ? new Map(fit.map((path) => [path, given.target])) : await askTargets(deps, fit, account);
  const chosen: Chosen[] = [];
  for (const path of fit) {
    const target = targets.get(path);
    if (!target) return [];
    if (!chosen.some((one) => isSamePlace(one, { path, target }))) chosen.push({ path, target });
    else sayTwice(path, target);
  }
  return chosen;
}

/** Asks once for all packages of a kind, and once more for those that a memory of the others does not settle. */
async function askTargets(
  deps: ChooseTargetsDeps,
  paths: readonly string[],
  account: Account,
): Promise<ReadonlyMap<string, Target>> {
  const kinds = new Map<string, PackageToUpload[]>();
  for (const path of paths) {
    const last = deps.lastTargets.of(path);
    const one = { path, last: last?.accountId === account.id ? last : undefined };
    const kind = extname(path).toLowerCase();
    kinds.set(kind, [...(kinds.get(kind) ?? []), one]);
  }
  const answers = new Map<string, ReadonlyMap<string, Target>>();
  const ask =
    (key: string, packages: readonly PackageToUpload[]): Step =>
    async (place) => {
      const { answer, targets } = await pickTarget(deps, { account, packages, place });
      if (answer === 'next') answers.set(key, targets);
      return answer;
    };
  const steps = () =>
    [...kinds].flatMap(([kind, packages]) => {
      const answer = answers.get(kind);
      const left = answer ? packages.filter(({ path }) => !answer.has(path)) : [];
      return [ask(kind, packages), ...(left.length > 0 ? [ask(`rest of ${kind}`, left.map(unremembered))] : [])];
    });
  if (!(await askSteps(steps))) return new Map();
  // Who went back may have answered for all: what had been said of the rest does not count any more.
  return new Map([...answers].reverse().flatMap(([, targets]) => [...targets]));
}

function unremembered({ path }: PackageToUpload): PackageToUpload {
  return { path, last: undefined };
}

async function fitFiles(deps: ChooseTargetsDeps, paths: readonly string[], given: GivenTarget | undefined) {
  const fit: string[] = [];
  const refused: RefusedFile[] = [];
  for (const path of paths) {
    const checked = await outcomeOf(async () => {
      await deps.packageFile.check(path);
      refuseIncompatible(path, given);
    });
    if (checked.kind === 'done') fit.push(path);
    if (checked.kind === 'failed') refused.push({ path, error: checked.error });
  }
  // The others need not wait for what a person does about these.
  void tellRefused(deps, refused);
  return fit;
}

function refuseIncompatible(path: string, given: GivenTarget | undefined): void {
  const incompatibility = given && incompatibilityOf(given, basename(path));
  // A JAR where a WAR runs is asked about with all that a check finds.
  if (!given || incompatibility !== 'takesImage') return;
  throw new AppError('misfit', incompatibilitySentence(given.target.applicationName, incompatibility));
}

/**
 * Tells whether two files would get one key in COS, as files of one name in one application do: the second would replace the
 * first.
 */
function isSamePlace(a: Chosen, b: Chosen): boolean {
  const isSameApplication = a.target.applicationId === b.target.applicationId && a.target.region === b.target.region;
  return isSameApplication && basename(a.path) === basename(b.path);
}

function sayTwice(path: string, { applicationName }: Target): void {
  const name = basename(path);
  const said = vscode.l10n.t('Two files are named {0}; only the first is uploaded to {1}.', name, applicationName);
  void showWarning(said);
}
