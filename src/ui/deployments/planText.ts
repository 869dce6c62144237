import * as vscode from 'vscode';
import type { PlanWarning, RolloutPlan } from '../../core/deployment/rolloutPlan';
import { findingLines } from '../checks/findingLines';
import { kindWord } from '../applications/runningWords';
import { formatAge } from '../messages/formatAge';
import { formatBytes } from '../messages/formatBytes';
import { availableWords, strategyWords } from '../messages/strategyWords';
import type { PlanCheck } from './checkPlan';

// The plan itself stands above them.
const maxFindings = 5;

/** Asks in one sentence whether a plan is to be carried out. */
export function planQuestion({ purpose, package: what, target, environment, replaces }: RolloutPlan): string {
  const { packageName, version } = what;
  const [application, where] = [target.applicationName, environment.name];
  if (purpose === 'undo') {
    return vscode.l10n.t(
      'Take {0} in {1} back to version {2}, replacing {3}?',
      application,
      where,
      version,
      replaces.version,
    );
  }
  return version
    ? vscode.l10n.t(
        'Deploy {0} (version {1}) to {2} in {3}, replacing {4}?',
        packageName,
        version,
        application,
        where,
        replaces.version,
      )
    : vscode.l10n.t(
        'Upload {0} and deploy it to {1} in {2}, replacing {3}?',
        packageName,
        application,
        where,
        replaces.version,
      );
}

/** Lists what a plan is made of; the warnings, and what the check of its package has found, before the last line. */
export function planLines(plan: RolloutPlan, check: PlanCheck, now = Date.now()): readonly string[] {
  const { environment, instances, jdkVersion, replaces, strategy } = plan;
  const kind = kindWord(environment.kind) || vscode.l10n.t('of unknown type');
  const count = instances === 1 ? vscode.l10n.t('1 instance') : vscode.l10n.t('{0} instances', instances);
  const java = jdkVersion ? vscode.l10n.t('Java {0}', jdkVersion) : '';
  return [
    ...packageLines(plan, now),
    vscode.l10n.t('Environment: {0}', [`${environment.name} (${kind})`, count, java].filter(Boolean).join(', ')),
    vscode.l10n.t('Strategy: {0}', `${strategyWords(strategy, instances)}; ${availableWords(strategy.minAvailable)}`),
    vscode.l10n.t('Replaces: {0}', [replaces.version, replaces.packageName].filter(Boolean).join(', ')),
    ...plan.warnings.flatMap((warning) => (warning.kind === 'java' ? [] : `⚠ ${warningWords(warning, plan, now)}`)),
    ...checkLines(check),
    holdWords(plan),
  ];
}

function checkLines(check: PlanCheck): readonly string[] {
  if (check.kind === 'checked') return findingLines(check.findings, maxFindings);
  return [`⚠ ${vscode.l10n.t('The package could not be checked.')}`];
}

function packageLines({ package: what }: RolloutPlan, now: number): readonly string[] {
  const { packageName, bytes, crc64, origin, who, storedAt } = what;
  const size = bytes === undefined ? '' : formatBytes(bytes);
  const sum = crc64 ? vscode.l10n.t('CRC-64 {0}', crc64) : '';
  const age = storedAt === undefined ? '' : vscode.l10n.t('uploaded {0}', formatAge(storedAt, now));
  const commit = origin && [origin.commit.slice(0, 8), origin.branch ?? ''].filter(Boolean).join(', ');
  return [
    vscode.l10n.t('Package: {0}', [packageName, size, sum, age].filter(Boolean).join(', ')),
    ...(commit ? [vscode.l10n.t('Commit: {0}', commit)] : []),
    ...(who ? [vscode.l10n.t('By: {0}', who)] : []),
  ];
}

/** Words a warning; that of Java is worded by the check, which has found it. */
function warningWords(
  warning: Exclude<PlanWarning, { readonly kind: 'java' }>,
  plan: RolloutPlan,
  now: number,
): string {
  switch (warning.kind) {
    case 'dirty':
      return vscode.l10n.t('The package was built with uncommitted changes.');
    case 'older':
      return vscode.l10n.t(
        'The package is older than the running one: uploaded {0}, the running one {1}.',
        formatAge(warning.storedAt, now),
        formatAge(warning.runningAt, now),
      );
    case 'sameVersion':
      return vscode.l10n.t('Version {0} is running already. All instances are replaced.', plan.replaces.version);
    case 'unverified':
      return vscode.l10n.t('The package could not be compared with COS.');
    case 'configurationStays':
      return vscode.l10n.t('Only the package goes back. Changes of the configuration stay.');
  }
}

function holdWords({ package: what }: RolloutPlan): string {
  return what.version
    ? vscode.l10n.t('This plan is valid for 10 minutes.')
    : vscode.l10n.t(
        'This plan is valid for 10 minutes after the upload. Deployment starts when the upload is verified.',
      );
}
