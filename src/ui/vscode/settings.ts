import * as vscode from 'vscode';
import { AppError } from '../../core/errors';
import type { Endpoints } from '../../core/model';
import type { SettingId } from './contributions';
import { bareUrl, isLocal } from './localAddress';
import { isHarmlessGlob, isRegionId } from './settingLimits';

/** More regions than Tencent Cloud has, few enough to ask each of them. */
const maxRegions = 100;
const maxGlobs = 32;
const maxTemplateLength = 1024;

/** Reads a setting, and tells a person where it cannot be used as it is. */
export function readSetting(id: SettingId, scope?: vscode.Uri): unknown {
  const value: unknown = vscode.workspace.getConfiguration(undefined, scope).get(id);
  void tellFlaw(id, value, scope);
  return value;
}

/** Tells of a flaw. What settings take is loaded with the first that is read; where it cannot be, whoever reads it says so. */
async function tellFlaw(id: SettingId, value: unknown, scope: vscode.Uri | undefined): Promise<void> {
  const flaws = await import(/* webpackChunkName: "settings" */ './tellSettingFlaw').catch(() => undefined);
  await flaws?.tellSettingFlaw(id, value, scope);
}

/** Regions to show, as ids such as `ap-guangzhou`; only well-formed ones, each once, the first hundred. */
export function readRegions(): readonly string[] {
  const ids = texts(readSetting('tem.regions')).map((id) => id.trim());
  return [...new Set(ids.filter(isRegionId))].slice(0, maxRegions);
}

/**
 * Globs, relative to each workspace folder, of the places where builds leave packages: the first 32. One with which a
 * search would not end in a person's time does not count.
 */
export function readPackageGlobs(): readonly string[] {
  return texts(readSetting('tem.packageGlobs')).filter(isHarmlessGlob).slice(0, maxGlobs);
}

/** Reads the template of version names, as it is set for the folder of `file`. */
export function readVersionTemplate(file: vscode.Uri): string {
  const template = readSetting('tem.versionName', file);
  // What is longer names no version that TEM takes; it is cut so that it is refused soon.
  return typeof template === 'string' ? template.slice(0, maxTemplateLength) : '${timestamp}';
}

/** Reads how many uploads of this window may run at once: 1 to 16. */
export function readMaxConcurrent(): number {
  const most = readSetting('tem.upload.maxConcurrent');
  return typeof most === 'number' ? Math.min(16, Math.max(1, Math.floor(most))) : 3;
}

/** Tells whether COS may copy what it has of a package already. */
export function readUploadDelta(): boolean {
  return readSetting('tem.upload.delta') !== 'off';
}

/** Reads where the name of the application is typed before a deployment; `production` also for environments of no known kind. */
export function readDeployConfirm(): 'production' | 'always' | 'never' {
  const where = readSetting('tem.deploy.confirm');
  return where === 'always' || where === 'never' ? where : 'production';
}

/** Reads how many seconds instances have to stay ready before a deployment has succeeded: 5 to 600. */
export function readWatchSeconds(): number {
  const seconds = readSetting('tem.deploy.watchSeconds');
  return typeof seconds === 'number' && seconds >= 5 ? Math.min(600, Math.floor(seconds)) : 30;
}

/** Reads the `SourceChannel` of requests for upload keys; `undefined` for none, and for what is no whole number. */
export function readSourceChannel(): number | undefined {
  const channel = readSetting('tem.sourceChannel');
  return Number.isSafeInteger(channel) ? (channel as number) : undefined;
}

/** Tells whether the Applications view has to ask anew: other regions, or other addresses to ask. */
export function affectsBrowsing(event: Pick<vscode.ConfigurationChangeEvent, 'affectsConfiguration'>): boolean {
  const ids: readonly SettingId[] = ['tem.regions', 'tem.endpoint', 'tem.cosEndpoint'];
  return ids.some((id) => event.affectsConfiguration(id));
}

/** Reads by what the Applications view groups the applications of a region. */
export function readGroupBy(): 'region' | 'environment' {
  return readSetting('tem.groupBy') === 'environment' ? 'environment' : 'region';
}

/**
 * Keeps a choice of the person's for every workspace; in a workspace that has its own, which would hide it, for that. Throws
 * `settingsUnwritable` where VS Code cannot write its file.
 */
export async function keep(id: 'tem.regions' | 'tem.groupBy', value: unknown): Promise<void> {
  const settings = vscode.workspace.getConfiguration();
  const { workspaceValue } = settings.inspect(id) ?? {};
  const { Global, Workspace } = vscode.ConfigurationTarget;
  const hides = workspaceValue !== undefined && vscode.workspace.isTrusted;
  try {
    await settings.update(id, value, hides ? Workspace : Global);
  } catch (error) {
    throw new AppError('settingsUnwritable', error instanceof Error ? error.message : String(error));
  }
}

/** Base URLs set in place of Tencent's; throws `badEndpoint` for one that would send signed requests over open HTTP. */
export function readEndpoints(): Endpoints {
  const tem = readUrl('tem.endpoint');
  const cos = readUrl('tem.cosEndpoint');
  return { ...(tem && { tem }), ...(cos && { cos }) };
}

function readUrl(id: 'tem.endpoint' | 'tem.cosEndpoint'): string {
  const setting = readSetting(id);
  const text = typeof setting === 'string' ? setting.trim() : '';
  if (!text) return '';
  const url = bareUrl(text);
  if (url && (url.protocol === 'https:' || isLocal(url))) return url.origin;
  throw new AppError('badEndpoint', `${id} is no https:// address without a path, nor http:// on this machine`);
}

/** Keeps the texts among the first thousand of a list; none of what is no list. */
function texts(setting: unknown): readonly string[] {
  return Array.isArray(setting)
    ? setting.slice(0, 1000).filter((one): one is string => typeof one === 'string' && one !== '')
    : [];
}
