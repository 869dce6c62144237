import * as vscode from 'vscode';
import type { Account, Site } from '../../core/model';
import { askChoice, type Choice } from '../vscode/askChoice';
import { askText } from '../vscode/askText';
import type { Step } from '../vscode/askSteps';
import { usabilityOf, type Usability } from './usability';

/** Way of signing in. */
export type Way = 'typed' | 'environment' | 'profile' | 'sandbox';

/** Answers so far; kept across a refused key, so that nothing is typed twice. */
export interface SignInForm {
  /** The account that is signed in to again: it keeps its name and site. */
  readonly again?: Account;
  way?: Way;
  /** The way chosen before the form was asked again. */
  lastWay?: Way;
  profile?: string;
  site?: Exclude<Site, 'sandbox'>;
  secretId?: string;
  secretKey?: string;
  token?: string;
  name?: string;
}

function titleOf({ again }: SignInForm): string {
  return again ? vscode.l10n.t('Sign in to {0} again', again.name) : vscode.l10n.t('Sign in to TEM');
}

/** Asks how to sign in. */
export function askWay(form: SignInForm, environment: Usability): Step {
  return async (place) => {
    const choices: Choice<Way>[] = [
      {
        label: vscode.l10n.t('Enter a SecretId and SecretKey'),
        detail: vscode.l10n.t('From API Keys in the Tencent Cloud console. Kept in the secret storage of VS Code.'),
        value: 'typed',
      },
      {
        label: vscode.l10n.t('Use Environment Variables'),
        description: environmentDescription(environment),
        detail: vscode.l10n.t(
          'TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, and the other variables of the Tencent Cloud CLI. Read at each use.',
        ),
        value: 'environment',
      },
      {
        label: vscode.l10n.t('Use a Tencent Cloud CLI Profile'),
        detail: vscode.l10n.t('~/.tccli/PROFILE.credential. Read at each use.'),
        value: 'profile',
      },
      ...(form.again ? [] : [sandboxChoice()]),
    ];
    const placeholder = vscode.l10n.t('How do you want to sign in?');
    const { answer, value } = await askChoice({
      title: titleOf(form),
      placeholder,
      choices,
      chosen: form.way ?? form.lastWay,
      place,
    });
    if (value) form.way = value;
    return answer;
  };
}

function sandboxChoice(): Choice<Way> {
  return {
    label: vscode.l10n.t('Try with the Local Sandbox'),
    detail: vscode.l10n.t('No account required: simulates TEM on this machine, with sample applications.'),
    value: 'sandbox',
  };
}

function environmentDescription(environment: Usability): readonly string[] {
  if (environment.trouble?.failure === 'noKey') return [vscode.l10n.t('not set')];
  return usabilityOf(environment).description ?? [];
}

/** Asks which of the command line tool's profiles to use; those that cannot be used say why. */
export function askProfile(form: SignInForm, profiles: ReadonlyMap<string, Usability>): Step {
  return async (place) => {
    const choices = [...profiles].map(([profile, found]) => ({
      label: profile,
      value: profile,
      ...usabilityOf(found),
    }));
    const placeholder = vscode.l10n.t('Which Tencent Cloud CLI profile?');
    const { answer, value } = await askChoice({
      title: titleOf(form),
      placeholder,
      choices,
      chosen: form.profile,
      place,
    });
    if (value) form.profile = value;
    return answer;
  };
}

/** Asks where the account was opened. */
export function askSite(form: SignInForm): Step {
  return async (place) => {
    const choices: Choice<Exclude<Site, 'sandbox'>>[] = [
      { label: vscode.l10n.t('China'), description: ['cloud.tencent.com'], value: 'china' },
      { label: vscode.l10n.t('International'), description: ['www.tencentcloud.com'], value: 'international' },
    ];
    const placeholder = vscode.l10n.t('Which site does the account belong to?');
    const { answer, value } = await askChoice({
      title: titleOf(form),
      placeholder,
      choices,
      chosen: form.site,
      place,
    });
    if (value) form.site = value;
    return answer;
  };
}

type TextField = 'secretId' | 'secretKey' | 'token' | 'name';

/** Asks for one line of text; `complaint` says what is wrong with an answer that is not empty. */
export function askField(
  form: SignInForm,
  field: TextField,
  proposal = '',
  complaint: (text: string) => string | undefined = () => undefined,
): Step {
  return async (place) => {
    const { prompt, optional, masked } = fields[field];
    const { answer, value } = await askText({
      title: titleOf(form),
      prompt: prompt(),
      value: form[field] ?? proposal,
      masked,
      place,
      validate: (text) => (text || optional ? complaint(text) : vscode.l10n.t('This cannot be empty.')),
    });
    if (answer === 'next') form[field] = value;
    return answer;
  };
}

const fields: Record<TextField, { prompt: () => string; optional: boolean; masked: boolean }> = {
  secretId: { prompt: () => vscode.l10n.t('SecretId'), optional: false, masked: false },
  secretKey: { prompt: () => vscode.l10n.t('SecretKey'), optional: false, masked: true },
  token: {
    prompt: () => vscode.l10n.t('Session token of a temporary key (leave empty for a permanent key)'),
    optional: true,
    masked: true,
  },
  name: {
    prompt: () => vscode.l10n.t('Display name of this account'),
    optional: false,
    masked: false,
  },
};
