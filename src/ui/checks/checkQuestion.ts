import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PlaceFinding } from '../../core/packageCheck/finding';
import { moduleOf } from '../vscode/moduleOf';
import { meantInstead, type CheckedFile } from './checkedFile';
import { fileName } from './fileName';
import { findingLines, isError } from './findingLines';

type Stored = Extract<PlaceFinding, { readonly kind: 'alreadyStored' }>;

/** Answer to what a check has found before an upload. */
export type CheckAnswer =
  /** Uploaded as it is. */
  | { readonly kind: 'upload' }
  /** The packages that are meant, in place of those that are not. */
  | { readonly kind: 'instead' }
  /** The version that TEM has already. */
  | { readonly kind: 'stored'; readonly stored: Stored }
  | { readonly kind: 'details' }
  | { readonly kind: 'mute' }
  | { readonly kind: 'closed' };

const maxFiles = 4;
// A message that does not fit the window hides its buttons.
const maxLinesOfSeveral = 8;

/** A question about the files of an upload, and the answer of each button, what helps first. */
export interface CheckQuestion {
  readonly question: string;
  readonly lines: readonly string[];
  readonly buttons: ReadonlyMap<string, CheckAnswer>;
}

/** Words the question about all files that have findings; `isAlone` where no other file is uploaded with the only one. */
export function checkQuestion(
  files: readonly CheckedFile[],
  { isAlone }: { readonly isAlone: boolean },
): CheckQuestion {
  return { question: questionFor(files), lines: linesFor(files), buttons: buttonsFor(files, isAlone) };
}

function buttonsFor(files: readonly CheckedFile[], isAlone: boolean): ReadonlyMap<string, CheckAnswer> {
  const buttons = new Map<string, CheckAnswer>();
  const findings = files.flatMap((file) => file.findings);
  const meant = files.flatMap((file) => meantInstead(file) ?? []);
  const [first] = meant;
  if (first !== undefined) {
    const label =
      meant.length === 1
        ? vscode.l10n.t('Upload {0} Instead', fileName(first))
        : vscode.l10n.t('Upload {0} Other Packages Instead', meant.length);
    buttons.set(label, { kind: 'instead' });
  }
  const stored = isAlone ? findings.find((one): one is Stored => one.kind === 'alreadyStored') : undefined;
  if (stored) buttons.set(vscode.l10n.t('Use Version {0}', fileName(stored.version)), { kind: 'stored', stored });
  const hasErrors = findings.some(isError);
  buttons.set(hasErrors ? vscode.l10n.t('Upload Anyway') : vscode.l10n.t('Upload'), { kind: 'upload' });
  buttons.set(vscode.l10n.t('Show Details'), { kind: 'details' });
  if (!findings.every(isError)) {
    const modules = new Set(files.map(({ path }) => moduleOf(path).path));
    const label =
      modules.size === 1
        ? vscode.l10n.t("Don't Warn Again for This Module")
        : vscode.l10n.t("Don't Warn Again for These Modules");
    buttons.set(label, { kind: 'mute' });
  }
  return buttons;
}

function questionFor(files: readonly CheckedFile[]): string {
  const failing = files.filter(({ findings }) => findings.some(isError));
  const name = fileName(basename((failing[0] ?? files[0])?.path ?? ''));
  if (failing.length === 1) return vscode.l10n.t('{0} will not start as it is. Upload it anyway?', name);
  if (failing.length > 1)
    return vscode.l10n.t('{0} packages will not start as they are. Upload them anyway?', failing.length);
  return files.length === 1 ? vscode.l10n.t('Upload {0}?', name) : vscode.l10n.t('Upload {0} packages?', files.length);
}

function linesFor(files: readonly CheckedFile[]): readonly string[] {
  const [only, ...others] = files;
  if (only && others.length === 0) return findingLines(only.findings);
  const errorsFirst = [...files].sort((a, b) => Number(b.findings.some(isError)) - Number(a.findings.some(isError)));
  const left = files.length - maxFiles;
  const linesEach = Math.floor(maxLinesOfSeveral / Math.min(files.length, maxFiles));
  return [
    ...errorsFirst
      .slice(0, maxFiles)
      .flatMap(({ path, findings }, n) => [
        ...(n > 0 ? [''] : []),
        vscode.l10n.t('{0}:', fileName(path)),
        ...findingLines(findings, linesEach),
      ]),
    ...(left > 0 ? ['', vscode.l10n.t('… and {0} more', left)] : []),
  ];
}
