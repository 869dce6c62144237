import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { Account, Application, Target } from '../../core/model';
import { offerApplications, type Incompatibility } from '../../core/offerApplications';
import { shortFailure } from '../messages/shortFailure';
import { failureSentence } from '../messages/failureSentence';
import { regionName } from '../messages/regionName';
import { incompatibilitySentence } from '../messages/incompatibilitySentence';
import { moduleOf } from '../vscode/moduleOf';
import { pickHeading, pickRow, type PickRow } from '../vscode/quickInput';
import type { RefusableRow } from '../vscode/onTakenRow';

/** Answer to where packages go: one application for all, where each module's went last, by path, or an id to be typed. */
export type TargetChoice =
  | { readonly kind: 'application'; readonly target: Target }
  | { readonly kind: 'asLast'; readonly targets: ReadonlyMap<string, Target> }
  | { readonly kind: 'type' };

/** A row of the application picker: something to choose, or a reason why it cannot be chosen. */
export interface TargetRow extends RefusableRow {
  readonly choice?: TargetChoice;
  /** Tells it from every other row, also where it is made anew; absent where no other can take its place. */
  readonly key?: string;
  /** The application that it stands for. */
  readonly application?: Pick<Application, 'id' | 'name'>;
}

/** A package to upload; `last` is the application that its module last went to. `path` is absolute. */
export interface PackageToUpload {
  readonly path: string;
  readonly last: Target | undefined;
}

const maxNamed = 10;

/** Says why nothing can go to a target any more; `undefined` where nothing speaks against it. */
export type RefusalOf = (target: Target) => string | undefined;

const lastKey = 'last';

/**
 * Makes the row of the applications that these modules were uploaded to last, to stand first. It is refused where none of them can
 * be uploaded to any more.
 */
export function lastRows(
  packages: readonly PackageToUpload[],
  refusalOf: RefusalOf = () => undefined,
): readonly TargetRow[] {
  const remembered = packages.flatMap(({ path, last }) => (last ? [{ path, last }] : []));
  const [first] = remembered;
  if (!first) return [];
  if (packages.length > 1)
    return [pickHeading(vscode.l10n.t('last used for these modules')), asLastRow(packages, remembered, refusalOf)];
  const { last } = first;
  const refusal = refusalOf(last);
  const description = [last.applicationId, refusal ?? regionName(last.region)];
  const choice = { kind: 'application' as const, target: last };
  const rest = { key: lastKey, ...(refusal === undefined ? { choice } : { refusal }) };
  const row = pickRow({ icon: 'history', label: last.applicationName, description }, rest);
  return [pickHeading(vscode.l10n.t('last used for this module')), row];
}

function asLastRow(
  packages: readonly PackageToUpload[],
  all: readonly { readonly path: string; readonly last: Target }[],
  refusalOf: RefusalOf,
): TargetRow {
  const remembered = all.filter(({ last }) => refusalOf(last) === undefined);
  const refusal = all[0] && refusalOf(all[0].last);
  if (remembered.length === 0 && refusal !== undefined) {
    const texts = { icon: 'history', label: vscode.l10n.t('As last time'), description: [refusal] };
    return pickRow(texts, { key: lastKey, refusal });
  }
  const choice = { kind: 'asLast' as const, targets: new Map(remembered.map(({ path, last }) => [path, last])) };
  const ways = remembered.map(({ path, last }) =>
    vscode.l10n.t('{0} to {1}', nameAmong(path, packages), last.applicationName),
  );
  const more = ways.length - maxNamed;
  const description = [...ways.slice(0, maxNamed), ...(more > 0 ? [vscode.l10n.t('… and {0} more', more)] : [])];
  if (remembered.length === packages.length) {
    return pickRow({ icon: 'history', label: vscode.l10n.t('As last time'), description }, { key: lastKey, choice });
  }
  const label = vscode.l10n.t(
    'As last time for {0} of {1}, then select for the others',
    remembered.length,
    packages.length,
  );
  return pickRow({ icon: 'history', label, description }, { key: lastKey, choice });
}

/** Names the module of a package; the file itself where others are of the same. */
function nameAmong(path: string, packages: readonly PackageToUpload[]): string {
  const module = moduleOf(path);
  const isAlone = packages.filter((one) => moduleOf(one.path).name === module.name).length === 1;
  return isAlone ? module.name : basename(path);
}

/** Makes the heading of a region; `age` is how long ago its list is from, in words, where that is old. */
export function regionHeading(region: string, age?: string): PickRow {
  return pickHeading(
    age === undefined ? regionName(region) : vscode.l10n.t('{0}, listed {1}', regionName(region), age),
  );
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
    ...offers.map(({ application, incompatibility }) =>
      incompatibility ? refusedRow(region, application, incompatibility) : offerRow(account, region, application),
    ),
    ...(offers.length === 0 ? [emptyRow()] : []),
  ];
}

/** Stands for a region whose applications could not be listed. */
export function failedRow(region: string, error: unknown): TargetRow {
  const sentence = failureSentence(vscode.l10n.t('Could not list the applications of {0}', regionName(region)), error);
  const texts = { icon: 'warning', label: shortFailure(error), detail: sentence };
  return pickRow(texts, { alwaysShow: true, refusal: sentence });
}

/** Stands for an application that was listed before and is there no more. */
export function goneRow({ key, application = { id: '', name: '' } }: TargetRow): TargetRow {
  const { id, name } = application;
  const refusal = goneSentence();
  const rest = { ...(key !== undefined && { key }), application, refusal };
  return pickRow({ label: name, description: [id, refusal] }, rest);
}

/** Says that an application is there no more. */
export function goneSentence(): string {
  return vscode.l10n.t('TEM no longer has this application');
}

/** Gives the key of the row of an application. */
export function applicationKey(region: string, id: string): string {
  return `${region}/${id}`;
}

/** Makes the row for those who may upload but not list. `isUnknown`: it stays although something else is typed in the box. */
export function typeRow(isUnknown: boolean): TargetRow {
  const label = vscode.l10n.t('Enter an application ID…');
  return pickRow({ icon: 'edit', label }, { key: 'type', choice: { kind: 'type' as const }, alwaysShow: isUnknown });
}

function offerRow(account: Account, region: string, application: Application): TargetRow {
  const { id, name, deployMode, versions } = application;
  const running = versions.map(({ environmentName, versionName }) => `${environmentName} ${versionName}`);
  const target = { accountId: account.id, region, applicationId: id, applicationName: name };
  const choice = { kind: 'application' as const, target };
  const rest = { key: applicationKey(region, id), application };
  return pickRow({ label: name, description: [id, deployMode, ...running] }, { ...rest, choice });
}

function refusedRow(region: string, application: Application, incompatibility: Incompatibility): TargetRow {
  const { id, name } = application;
  const refusal = incompatibilitySentence(name, incompatibility);
  const rest = { key: applicationKey(region, id), application, refusal };
  return pickRow({ icon: 'circle-slash', label: name, description: [id, refusal] }, rest);
}

function emptyRow(): TargetRow {
  const refusal = vscode.l10n.t('No applications');
  return pickRow({ icon: 'info', label: refusal }, { refusal });
}
