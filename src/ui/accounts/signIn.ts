import * as vscode from 'vscode';
import { checkCredential } from '../../core/checkCredential';
import { AppError } from '../../core/errors';
import { raceAbort } from '../../core/raceAbort';
import type { Account, Connection, Endpoints, CredentialSource } from '../../core/model';
import type { Tem } from '../../core/ports/tem';
import type { Accounts, Kept } from './accounts';
import type { AccountsDeps } from './accountsDeps';
import { acceptDenied } from './acceptDenied';
import type { SignInForm } from './signInForm';
import { signInSteps } from './signInSteps';
import type { Usability } from './usability';
import { accountOf, type Node } from '../../browse/nodes';
import type { WithErrorReporting } from '../vscode/errorReporter';
import type { NodeView } from '../vscode/nodeView';
import { askSteps } from '../vscode/askSteps';
import { withCancel } from '../vscode/withCancel';
import { showInformation, showWarning } from '../vscode/showMessage';

/** Dependencies of signing in. */
export interface SignInDeps {
  readonly accounts: Pick<Accounts, 'add' | 'list' | 'keySource'>;
  readonly tem: Pick<Tem, 'checkCredential'>;
  readonly withErrorReporting: WithErrorReporting;
  readonly readKey: AccountsDeps['readKey'];
  /** Tells whether the key of a source can be used now; sends no request. */
  readonly look: (source: CredentialSource) => Promise<Usability>;
  readonly listProfiles: () => Promise<readonly string[]>;
  readonly newId: () => string;
  readonly regions: () => readonly string[];
  readonly endpoints: () => Endpoints;
  readonly startSandbox: () => Promise<unknown>;
}

type Place = Pick<Connection, 'site' | 'endpoints'>;

/** Asks for a key, tries it against TEM and keeps it only when TEM took it. */
export function signInCommand(deps: SignInDeps) {
  return () => startSignIn(deps, {});
}

/**
 * Makes the same command for an account that is there, of a node or by its id: it keeps its id, its name and its site, and the
 * way that its key came by is offered first.
 */
export function signInAgainCommand(deps: SignInDeps, view: Pick<NodeView<Node>, 'find'>) {
  return async (clicked?: unknown): Promise<void> => {
    const node = view.find(clicked);
    const id = (node && accountOf(node).id) ?? clicked;
    const account = (await deps.accounts.list()).find((one) => one.id === id);
    await startSignIn(deps, account && account.site !== 'sandbox' ? await formOf(deps, account, account.site) : {});
  };
}

async function formOf(
  { accounts }: SignInDeps,
  account: Account,
  site: Exclude<Account['site'], 'sandbox'>,
): Promise<SignInForm> {
  const source = await accounts.keySource(account.id);
  const profile = source?.from === 'profile' ? { profile: source.profile } : {};
  return { again: account, name: account.name, site, ...(source && { lastWay: source.from }), ...profile };
}

async function startSignIn(deps: SignInDeps, form: SignInForm): Promise<void> {
  // The form outlives a refused key, so that Try Again asks for nothing twice.
  await deps.withErrorReporting(vscode.l10n.t('Could not sign in'), () => signIn(deps, form), 'againSignsIn');
}

async function signIn(deps: SignInDeps, form: SignInForm): Promise<void> {
  // A way without a key must not be taken again unasked.
  if (form.way) form.lastWay = form.way;
  delete form.way;
  const accounts = await deps.accounts.list();
  const choices = {
    accounts,
    profiles: await lookAtProfiles(deps),
    environment: await deps.look({ from: 'environment' }),
  };
  if (!(await askSteps(() => signInSteps(form, choices)))) return;
  if (form.way === 'sandbox') return void (await deps.startSandbox());
  const { site = 'china', name = '' } = form;
  const key = keySource(form);
  if (!(await isAccepted(deps, key, { site, endpoints: deps.endpoints() }))) return;
  const { id } = form.again ?? sameAccount(accounts, name, site) ?? { id: deps.newId() };
  // It may have been renamed while its key was typed in, in whichever window.
  const now = form.again && (await deps.accounts.list()).find((one) => one.id === id);
  const kept = { id, name: now?.name ?? name, site, key };
  saySignedIn(kept.name, await deps.accounts.add(kept));
}

async function lookAtProfiles({ listProfiles, look }: SignInDeps): Promise<ReadonlyMap<string, Usability>> {
  const looked = (await listProfiles()).map(
    async (profile) => [profile, await look({ from: 'profile', profile })] as const,
  );
  return new Map(await Promise.all(looked));
}

async function isAccepted(deps: SignInDeps, key: CredentialSource, place: Place): Promise<boolean> {
  const title = vscode.l10n.t('Checking the key with TEM');
  try {
    await withCancel(title, async (signal) => {
      // A role has to be asked for, of a service that may not answer.
      const credential = await raceAbort(signal, deps.readKey(key, place));
      await checkCredential(deps, { connection: { ...place, credential }, regions: deps.regions() }, { signal });
    });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.failure === 'denied') return acceptDenied(error);
    throw error;
  }
}

/** Finds the account of a name: signing in under it again renews its key, and what is remembered of it stays. */
function sameAccount(accounts: readonly Account[], name: string, site: Account['site']): Account | undefined {
  return accounts.find((account) => account.name === name && account.site === site);
}

function keySource(form: SignInForm): CredentialSource {
  if (form.way === 'environment') return { from: 'environment' };
  if (form.way === 'profile') return { from: 'profile', profile: form.profile ?? '' };
  const { secretId = '', secretKey = '', token } = form;
  return { from: 'typed', credential: token ? { secretId, secretKey, token } : { secretId, secretKey } };
}

function saySignedIn(name: string, kept: Kept): void {
  const signedIn = vscode.l10n.t('Signed in as {0}', name);
  if (kept === 'stored') return void showInformation(signedIn);
  const why = vscode.l10n.t(
    'The account and its key could not be saved on this machine. They are kept until this window closes.',
  );
  void showWarning(`${signedIn}. ${why}`);
}
