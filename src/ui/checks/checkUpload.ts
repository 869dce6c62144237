import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Target } from '../../core/model';
import type { PlaceFinding } from '../../core/packageCheck/finding';
import { limited } from '../../core/limited';
import { raceAbort } from '../../core/raceAbort';
import { outcomeOf } from '../vscode/errorReporter';
import { afterMoments } from './afterMoments';
import { askAboutCheck } from './askAboutCheck';
import { meantInstead, type CheckedFile } from './checkedFile';
import { fileStamp } from './fileStamp';
import type { MutedFindings } from './mutedFindings';
import type { PackageChecks } from './packageChecks';

/** A file to upload, and where it goes. `path` is absolute; `acceptsDamage`: a person wants it although files in it are damaged. */
export interface FileToUpload {
  readonly path: string;
  readonly target: Target;
  readonly acceptsDamage?: boolean;
}

// Each has its directory in memory.
const atOnce = 8;

/** Dependencies of the check before an upload. */
export interface CheckUploadDeps {
  readonly checks: PackageChecks;
  readonly muted: Pick<MutedFindings, 'without' | 'mute'>;
  /** Shows what was looked at, and found, as documents. */
  readonly showChecks: (files: readonly CheckedFile[]) => Promise<void>;
  /** Leads to a version that TEM has already. */
  readonly showStored: (
    target: Target,
    stored: Extract<PlaceFinding, { readonly kind: 'alreadyStored' }>,
  ) => Promise<void>;
  /** Tells whether a file that nobody has chosen yet may be sent. */
  readonly mayBeSent: (path: string) => Promise<boolean>;
}

/** A file that was checked, as it was then: who answers a question later may have another before them. */
type Checked = Omit<CheckedFile, 'findings'> & { readonly stamp: string };

/**
 * Checks files before anything is sent, and asks a person once about all that has been found; silent where all is well. Gives the
 * files to upload, perhaps others than those given: none where a person closes the question or cancels the check.
 */
export async function checkUpload<T extends FileToUpload>(
  deps: CheckUploadDeps,
  files: readonly T[],
): Promise<readonly T[]> {
  const { muted } = deps;
  let chosen = files;
  let checked = await checkAll(deps, chosen);
  let hasDetails = false;
  for (;;) {
    if (!checked) return [];
    const found = checked.map((one) => ({ ...one, findings: muted.without(one.path, one.report.findings) }));
    const asked = found.filter(({ findings }) => findings.length > 0);
    if (asked.length === 0) return chosen;
    const answer = await askAboutCheck(asked, { isAlone: chosen.length === 1, hasDetails });
    if (answer.kind === 'details') {
      await deps.showChecks(asked);
      hasDetails = true;
    } else if (answer.kind === 'upload') {
      if (!(await haveChanged(checked))) return withDamageAccepted(chosen, asked);
      checked = await checkAll(deps, chosen);
      hasDetails = false;
    } else if (answer.kind === 'mute') {
      for (const { path, findings } of asked) await muted.mute(path, findings);
    } else if (answer.kind === 'instead') {
      const others = await insteadOf(deps, chosen, asked);
      if (!others) return [];
      chosen = others;
      checked = await checkAll(deps, chosen);
      hasDetails = false;
    } else {
      const [target] = chosen.map((file) => file.target);
      if (answer.kind === 'stored' && target) await deps.showStored(target, answer.stored);
      return [];
    }
  }
}

/** Marks those whose damage a person has seen, so that nobody asks about it again. */
function withDamageAccepted<T extends FileToUpload>(files: readonly T[], asked: readonly CheckedFile[]): readonly T[] {
  const seen = new Set(
    asked.filter(({ findings }) => findings.some(({ kind }) => kind === 'damagedEntries')).map(({ path }) => path),
  );
  return files.map((file) => (seen.has(file.path) ? { ...file, acceptsDamage: true } : file));
}

/** Checks all, eight at the same time; what cannot be checked goes as it is. Gives none where a person cancels. */
async function checkAll(
  { checks }: CheckUploadDeps,
  files: readonly FileToUpload[],
): Promise<readonly Checked[] | undefined> {
  const inTurn = limited(atOnce);
  const checked = await afterMoments(titleOf(files), (signal) => {
    const check = async ({ path, target }: FileToUpload): Promise<Checked> => {
      const stamp = await fileStamp(path);
      return { path, stamp, report: await checks.file(path, { kind: 'application', target }, { signal }) };
    };
    // A file on a dead network drive answers nobody.
    const within = (file: FileToUpload) => inTurn(() => outcomeOf(() => raceAbort(signal, check(file))));
    return Promise.all(files.map(within));
  });
  if (checked.some(({ kind }) => kind === 'cancelled')) return undefined;
  return checked.flatMap((outcome) => (outcome.kind === 'done' ? [outcome.value] : []));
}

/** Tells whether one of the files is no more what was checked: then the answer was about another one. Throws `cancelled`. */
function haveChanged(files: readonly Pick<Checked, 'path' | 'stamp'>[]): Promise<boolean> {
  return afterMoments(titleOf(files), async (signal) => {
    const changes = files.map(async ({ path, stamp }) => (await fileStamp(path)) !== stamp);
    return (await raceAbort(signal, Promise.all(changes))).includes(true);
  });
}

function titleOf(files: readonly { readonly path: string }[]): string {
  const [only, ...others] = files;
  return only && others.length === 0
    ? vscode.l10n.t('Checking {0}', basename(only.path))
    : vscode.l10n.t('Checking {0} packages', files.length);
}

/** Puts the packages that are meant in the place of the others, each once; none where one of them may not be sent. */
async function insteadOf<T extends FileToUpload>(
  { mayBeSent }: CheckUploadDeps,
  files: readonly T[],
  asked: readonly CheckedFile[],
): Promise<readonly T[] | undefined> {
  const meant = new Map(asked.map((file) => [file.path, meantInstead(file)]));
  const others: T[] = [];
  for (const file of files) {
    const path = meant.get(file.path) ?? file.path;
    if (path !== file.path && !(await mayBeSent(path))) return undefined;
    const isThere = others.some((one) => one.path === path && one.target.applicationId === file.target.applicationId);
    if (!isThere) others.push({ ...file, path });
  }
  return others;
}
