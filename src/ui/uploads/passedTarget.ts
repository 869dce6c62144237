import * as vscode from 'vscode';
import type { Catalog } from '../../browse/catalog';
import type { Clock } from '../../core/clock';
import { AppError } from '../../core/errors';
import type { Account, Application } from '../../core/model';
import type { ApplicationPlace } from '../../core/place';
import type { Accounts } from '../accounts/accounts';
import { regionName } from '../messages/regionName';
import { fieldsOf } from '../vscode/passedFiles';
import { withCancel } from '../vscode/withCancel';
import type { GivenTarget } from './chooseTargets';
import { oldAfterMs } from './targetList';

/** Dependencies of finding a target that a command is called with. */
export interface PassedTargetDeps {
  readonly accounts: Pick<Accounts, 'list'>;
  readonly catalog: Pick<Catalog, 'peekListed' | 'reload'>;
  readonly clock: Pick<Clock, 'now'>;
}

/** A target that was found with its account; or `refused`, with why in words. */
export type PassedTarget =
  | { readonly kind: 'found'; readonly account: Account; readonly given: GivenTarget }
  | { readonly kind: 'refused'; readonly why: string };

const maxAccountLength = 200;

/**
 * Finds `{ applicationId, region, account }` as a caller passed it; the account, by id or name, is `current` without. Asks TEM for
 * the application unless it has just been listed, behind a notification with Cancel; throws why TEM cannot be asked.
 */
export async function findPassedTarget(
  deps: PassedTargetDeps,
  passed: unknown,
  current: Account,
): Promise<PassedTarget> {
  const { applicationId, region, account: named } = fieldsOf(passed, ['applicationId', 'region', 'account']) ?? {};
  if (!isText(applicationId, /^[\w-]{1,200}$/) || !isText(region, /^[a-z0-9-]{1,64}$/))
    return refused(expectedTarget());
  if (named !== undefined && (!isText(named, /^[^\0]/) || named.length > maxAccountLength))
    return refused(expectedTarget());
  const accounts = named === undefined ? [current] : accountsCalled(await deps.accounts.list(), named);
  const [account, other] = accounts;
  if (!account) return refused(vscode.l10n.t('No account named {0} is signed in.', named ?? ''));
  if (other) return refused(vscode.l10n.t('Several accounts are named {0}. Pass an account ID.', named ?? ''));
  const application = await find(deps, { accountId: account.id, region, applicationId });
  if (!application) {
    const said = vscode.l10n.t('{0} has no application {1} in {2}.', account.name, applicationId, regionName(region));
    return refused(said);
  }
  const { name: applicationName, deployMode } = application;
  const target = { accountId: account.id, region, applicationId, applicationName };
  return { kind: 'found', account, given: { target, deployMode } };
}

function accountsCalled(accounts: readonly Account[], named: string): readonly Account[] {
  const byId = accounts.filter(({ id }) => id === named);
  return byId.length > 0 ? byId : accounts.filter(({ name }) => name === named);
}

async function find(
  { catalog, clock }: PassedTargetDeps,
  place: ApplicationPlace,
): Promise<Pick<Application, 'name' | 'deployMode'> | undefined> {
  const listed = catalog.peekListed(place);
  const known = listed?.applications.find(({ id }) => id === place.applicationId);
  if (listed && known && clock.now() - listed.at < oldAfterMs) return known;
  const title = vscode.l10n.t('Looking up application {0} in TEM', place.applicationId);
  try {
    return await withCancel(title, (signal) => catalog.reload(place, { signal }));
  } catch (error) {
    const failure = error instanceof AppError ? error.failure : undefined;
    if (failure === 'notFound') return undefined;
    // Who may upload but not look goes by the id, as where it is typed.
    if (failure === 'denied') return { name: place.applicationId, deployMode: 'OTHER' };
    throw error;
  }
}

function isText(passed: unknown, form: RegExp): passed is string {
  return typeof passed === 'string' && form.test(passed);
}

function refused(why: string): PassedTarget {
  return { kind: 'refused', why };
}

function expectedTarget(): string {
  return vscode.l10n.t(
    'A target has the form {0}: the ID of the application, the ID of its region, and the name or ID of the account if another one is in use.',
    '{ applicationId, region, account }',
  );
}
