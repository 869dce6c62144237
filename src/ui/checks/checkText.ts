import * as vscode from 'vscode';
import type { CheckReport, PlaceEnvironment, UnknownPart } from '../../core/packageCheck/checkReport';
import type { Finding } from '../../core/packageCheck/finding';
import { formatBytes } from '../messages/formatBytes';
import { findingWords } from './findingWords';
import { isError } from './findingLines';

/** A check as lines to read: the verdict, each finding with its remedy, and what that is based on. `name` is the package's. */
export function checkText(name: string, { facts, findings, looked }: CheckReport): readonly string[] {
  const errors = findings.filter(isError);
  const warnings = findings.filter((one) => !isError(one));
  const java = facts?.java && vscode.l10n.t('requires Java {0}', facts.java.release);
  return [
    name,
    [verdictOf(errors.length, warnings.length), facts ? formatBytes(facts.bytes) : '', java]
      .filter(Boolean)
      .join(' · '),
    '',
    ...section(vscode.l10n.t('Errors'), errors),
    ...section(vscode.l10n.t('Warnings'), warnings),
    vscode.l10n.t('What was looked at'),
    '',
    ...lookedLines(looked).map((line) => `  ${line}`),
    '',
  ];
}

function verdictOf(errors: number, warnings: number): string {
  if (errors === 1) return vscode.l10n.t('will not start: 1 error');
  if (errors > 1) return vscode.l10n.t('will not start: {0} errors', errors);
  if (warnings === 1) return vscode.l10n.t('nothing keeps it from starting, 1 warning');
  if (warnings > 1) return vscode.l10n.t('nothing keeps it from starting, {0} warnings', warnings);
  return vscode.l10n.t('nothing keeps it from starting');
}

function section(title: string, findings: readonly Finding[]): readonly string[] {
  if (findings.length === 0) return [];
  const lines = findings.flatMap((finding) => {
    const { said, remedy } = findingWords(finding);
    return [`  ${isError(finding) ? '✖' : '⚠'} ${said}`, `    ${remedy}`];
  });
  return [title, '', ...lines, ''];
}

function lookedLines({ archive, verified, environments, packages, unknown }: CheckReport['looked']): readonly string[] {
  return [
    ...(archive ? archiveLines(archive) : []),
    verified === undefined
      ? vscode.l10n.t('Checksums of files: not compared. An upload does that.')
      : vscode.l10n.t('Checksums of files: {0} compared', verified),
    ...(environments ? environmentLines(environments) : []),
    ...(packages === undefined ? [] : [vscode.l10n.t('Packages in TEM, by size and directory: {0}', packages)]),
    ...unknown.map((part) => unknownText(part)),
    ...(environments || unknown.includes('environments')
      ? []
      : [vscode.l10n.t('No environment: it is not known where the package goes.')]),
  ];
}

function archiveLines(looked: NonNullable<CheckReport['looked']['archive']>): readonly string[] {
  const { entries, libraries, classes, texts, textBytes } = looked;
  return [
    vscode.l10n.t('Files: {0}', entries),
    vscode.l10n.t('Libraries: {0}', libraries),
    vscode.l10n.t('Classes: {0}', classes),
    vscode.l10n.t('Texts: {0}, {1} in total', texts, formatBytes(textBytes)),
  ];
}

function environmentLines(environments: readonly PlaceEnvironment[]): readonly string[] {
  if (environments.length === 0) return [vscode.l10n.t('No environment: the application runs in none.')];
  return environments.map(({ environmentName, jdkVersion, version }) =>
    vscode.l10n.t(
      'Environment: {0}',
      [environmentName, jdkVersion ? vscode.l10n.t('Java {0}', jdkVersion) : vscode.l10n.t('unknown Java'), version]
        .filter(Boolean)
        .join(', '),
    ),
  );
}

function unknownText(part: UnknownPart): string {
  const parts: Record<UnknownPart, string> = {
    environments: vscode.l10n.t('Not known: where the application runs, and by which Java. TEM did not tell in time.'),
    packages: vscode.l10n.t('Not known: whether TEM has this package already. TEM or COS did not tell in time.'),
    build: vscode.l10n.t('Not known: the state of the build. Its folder could not be read in time.'),
  };
  return parts[part];
}
