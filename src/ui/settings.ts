import * as vscode from 'vscode';
import { AppError } from '../core/errors';
import type { Endpoints } from '../core/model';
import { isLoopback } from './isLoopback';

const read = (name: string, scope?: vscode.Uri): unknown => vscode.workspace.getConfiguration('tem', scope).get(name);

/** Regions to show, as ids such as `ap-guangzhou`; only well-formed ones, each once. */
export function readRegions(): readonly string[] {
  const regions = read('regions');
  const texts = Array.isArray(regions) ? regions.filter((id): id is string => typeof id === 'string') : [];
  return [...new Set(texts.map((id) => id.trim()).filter((id) => /^[a-z0-9-]{1,63}$/.test(id)))];
}

/** Globs, relative to each workspace folder, of the places where builds leave packages. */
export function readPackageGlobs(): readonly string[] {
  const globs = read('packageGlobs');
  return Array.isArray(globs) ? globs.filter((glob): glob is string => typeof glob === 'string' && glob !== '') : [];
}

/** The template that `versionName` reads, as it is set for the folder of `file`. */
export function readVersionTemplate(file: vscode.Uri): string {
  const template = read('versionName', file);
  return typeof template === 'string' ? template : '${timestamp}';
}

/** How many uploads of this window may run at once: 1 to 16. */
export function readMaxConcurrent(): number {
  const most = read('upload.maxConcurrent');
  return typeof most === 'number' ? Math.min(16, Math.max(1, Math.floor(most))) : 3;
}

/** Whether the Applications view has to ask anew: other regions, or other addresses to ask. */
export function affectsBrowsing(event: Pick<vscode.ConfigurationChangeEvent, 'affectsConfiguration'>): boolean {
  return ['tem.regions', 'tem.endpoint', 'tem.cosEndpoint'].some((name) => event.affectsConfiguration(name));
}

/** By what the Applications view groups the applications of a region. */
export function readGroupBy(): 'region' | 'environment' {
  return read('groupBy') === 'environment' ? 'environment' : 'region';
}

/** Base URLs set in place of Tencent's; throws `badEndpoint` for one that would send signed requests over open HTTP. */
export function readEndpoints(): Endpoints {
  const tem = readUrl('endpoint');
  const cos = readUrl('cosEndpoint');
  return { ...(tem && { tem }), ...(cos && { cos }) };
}

function readUrl(name: 'endpoint' | 'cosEndpoint'): string {
  const setting = read(name);
  const text = typeof setting === 'string' ? setting.trim() : '';
  if (!text) return '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isBare = url?.pathname === '/' && !url.search && !url.username;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopback(url.hostname));
  if (url && isBare && isSafe) return url.origin;
  throw new AppError('badEndpoint', `tem.${name} is no https:// address without a path, nor http:// on this machine`);
}
