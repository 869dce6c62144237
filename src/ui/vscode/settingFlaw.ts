import * as vscode from 'vscode';
import type { SettingId } from './contributions';
import { isHarmlessGlob, isRegionId } from './settingLimits';
import { isStrategySetting } from './strategySetting';

/** Says what is wrong with the value of a setting and what it takes; `undefined` where nothing is. */
export function settingFlaw(id: SettingId, value: unknown): string | undefined {
  return flaws[id](value) ? vscode.l10n.t('The setting {0} is invalid. {1}', id, wanted[id]()) : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf = (value: unknown, fits: (text: string) => boolean): boolean =>
  Array.isArray(value) && value.slice(0, 1000).every((one) => isText(one) && fits(one));
const isWithin = (value: unknown, min: number, max: number): boolean =>
  Number.isInteger(value) && (value as number) >= min && (value as number) <= max;

const flaws: Readonly<Record<SettingId, (value: unknown) => boolean>> = {
  'tem.cosEndpoint': (value) => !isText(value),
  'tem.deploy.confirm': (value) => !['production', 'always', 'never'].some((one) => one === value),
  'tem.deploy.strategy': (value) => !isStrategySetting(value),
  'tem.deploy.watchSeconds': (value) => !isWithin(value, 5, 600),
  'tem.endpoint': (value) => !isText(value),
  'tem.groupBy': (value) => value !== 'region' && value !== 'environment',
  'tem.packageGlobs': (value) => !isListOf(value, isHarmlessGlob),
  'tem.regions': (value) => !isListOf(value, (id) => isRegionId(id.trim())),
  'tem.sourceChannel': (value) => value !== null && !Number.isSafeInteger(value),
  'tem.upload.delta': (value) => value !== 'auto' && value !== 'off',
  'tem.upload.maxConcurrent': (value) => !isWithin(value, 1, 16),
  'tem.versionName': (value) => !isText(value) || value.length > 1024,
};

const address = () => vscode.l10n.t('The value must be an https:// address or an empty string.');

const wanted: Readonly<Record<SettingId, () => string>> = {
  'tem.cosEndpoint': address,
  'tem.deploy.confirm': () => vscode.l10n.t('The value must be "production", "always" or "never".'),
  'tem.deploy.strategy': () =>
    vscode.l10n.t('The value must be an object with a strategy each for "test", "pre", "prod" and "other".'),
  'tem.deploy.watchSeconds': () => vscode.l10n.t('The value must be a whole number from 5 to 600.'),
  'tem.endpoint': address,
  'tem.groupBy': () => vscode.l10n.t('The value must be "region" or "environment".'),
  'tem.packageGlobs': () =>
    vscode.l10n.t('The value must be a list of globs, each with at most 256 characters, ten * and four {.'),
  'tem.regions': () => vscode.l10n.t('The value must be a list of region IDs such as "ap-guangzhou".'),
  'tem.sourceChannel': () => vscode.l10n.t('The value must be a whole number or null.'),
  'tem.upload.delta': () => vscode.l10n.t('The value must be "auto" or "off".'),
  'tem.upload.maxConcurrent': () => vscode.l10n.t('The value must be a whole number from 1 to 16.'),
  'tem.versionName': () => vscode.l10n.t('The value must be a string of at most 1,024 characters.'),
};
