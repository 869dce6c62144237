import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { Account } from '../../core/model';
import type { Step } from '../vscode/askSteps';
import type { Usability } from './usability';
import { askField, askProfile, askSite, askWay, type SignInForm } from './signInForm';

/** Keys and accounts that there are to choose from. */
export interface SignInChoices {
  readonly accounts: readonly Account[];
  /** By name. */
  readonly profiles: ReadonlyMap<string, Usability>;
  readonly environment: Usability;
}

/** Lists the questions that `form` still asks, as it is filled in now; throws the `AppError` of a way without a key for us. */
export function signInSteps(form: SignInForm, choices: SignInChoices): readonly Step[] {
  const way = askWay(form, choices.environment);
  const { again } = form;
  const site = again ? [] : [askSite(form)];
  const name = again ? [] : [askName(form, choices.accounts)];
  if (form.way === undefined || form.way === 'sandbox') return [way];
  switch (form.way) {
    case 'typed':
      return [way, ...site, askField(form, 'secretId'), askField(form, 'secretKey'), askField(form, 'token'), ...name];
    case 'environment':
      if (choices.environment.trouble) throw environmentTrouble(choices.environment.trouble);
      return [way, ...site, ...name];
    case 'profile':
      if (choices.profiles.size === 0) throw noProfile();
      return [way, askProfile(form, choices.profiles), ...site, ...name];
  }
}

function askName(form: SignInForm, accounts: readonly Account[]): Step {
  return askField(form, 'name', proposedName(form, accounts), (text) => taken(form, accounts, text));
}

function proposedName(form: SignInForm, accounts: readonly Account[]): string {
  const base = form.way === 'profile' && form.profile ? form.profile : siteAccount(form);
  const names = new Set(accounts.map(({ name }) => name));
  let name = base;
  for (let n = 2; names.has(name); n += 1) name = `${base} ${n}`;
  return name;
}

function siteAccount({ site }: SignInForm): string {
  return site === 'international' ? vscode.l10n.t('Tencent Cloud International') : vscode.l10n.t('Tencent Cloud');
}

function taken({ site }: SignInForm, accounts: readonly Account[], name: string): string | undefined {
  const isTaken = accounts.some((account) => account.name === name && account.site !== site);
  return isTaken ? vscode.l10n.t('An account of another site already has this name.') : undefined;
}

function environmentTrouble(trouble: AppError): AppError {
  if (trouble.failure !== 'noKey') return trouble;
  const detail = vscode.l10n.t(
    'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY are not set where VS Code was started',
  );
  return new AppError('noKey', detail);
}

function noProfile(): AppError {
  return new AppError('noKey', vscode.l10n.t('no profile with a key in ~/.tccli; run "tccli configure" to create one'));
}
