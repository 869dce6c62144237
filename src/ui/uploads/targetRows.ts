import * as vscode from 'vscode';
import type { Account, Application, Target } from '../../core/model';
import { offerApplications, type Incompatibility } from '../../core/offerApplications';
import { shortFailure } from '../messages/shortFailure';
import { failureSentence } from '../messages/failureSentence';
import { regionName } from '../messages/regionName';
import { incompatibilitySentence } from '../messages/incompatibilitySentence';
import { pickHeading, pickRow, type PickRow } from '../vscode/quickInput';

/** A row of the application picker: something to choose, or a reason why it cannot be chosen. */
export interface TargetRow extends PickRow {
  readonly choice?: Target | 'type';
  readonly refusal?: string;
}

/** Makes the row of the application this module was uploaded to last, to stand first. */
export function lastRows(last: Target | undefined): readonly TargetRow[] {
  if (!last) return [];
  const description = [last.applicationId, regionName(last.region)];
  const row = pickRow({ icon: 'history', label: last.applicationName, description }, { choice: last });
  return [pickHeading(vscode.l10n.t('last used for this module')), row];
}

/** Makes the rows of one region: the applications that can take the package, and those that cannot with the reason. */
export function regionRows(
  account: Account,
  region: string,
  applications: readonly Application[],
  packageName: string,
): readonly TargetRow[] {
  const offers = offerApplications(applications, packageName);
  return [
    pickHeading(regionName(region)),
    ...offers.map(({ application, incompatibility }) =>
      incompatibility ? refusedRow(application, incompatibility) : offerRow(account, region, application),
    ),
    ...(offers.length === 0 ? [emptyRow()] : []),
  ];
}

/** Stands for a region whose applications could not be listed. */
export function failedRows(region: string, error: unknown): readonly TargetRow[] {
  const sentence = failureSentence(vscode.l10n.t('Could not list the applications of {0}', regionName(region)), error);
  const texts = { icon: 'warning', label: shortFailure(error), detail: sentence };
  const row = pickRow(texts, { alwaysShow: true, refusal: sentence });
  return [pickHeading(regionName(region)), row];
}

/** Makes the row for those who may upload but not list. `isUnknown`: it stays although something else is typed in the box. */
export function typeRow(isUnknown: boolean): TargetRow {
  const label = vscode.l10n.t('Enter an application id…');
  return pickRow({ icon: 'edit', label }, { choice: 'type' as const, alwaysShow: isUnknown });
}

function offerRow(account: Account, region: string, application: Application): TargetRow {
  const { id, name, deployMode, versions } = application;
  const running = versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`);
  const choice = { accountId: account.id, region, applicationId: id, applicationName: name };
  return pickRow({ label: name, description: [id, deployMode, ...running] }, { choice });
}

function refusedRow({ name, id }: Application, incompatibility: Incompatibility): TargetRow {
  const refusal = incompatibilitySentence(name, incompatibility);
  return pickRow({ icon: 'circle-slash', label: name, description: [id, refusal] }, { refusal });
}

function emptyRow(): TargetRow {
  const refusal = vscode.l10n.t('No applications here');
  return pickRow({ icon: 'info', label: refusal }, { refusal });
}
