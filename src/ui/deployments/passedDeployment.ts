import * as vscode from 'vscode';
import { fieldsOf } from '../vscode/passedFiles';

/** A package in TEM, and perhaps where it goes, as a caller passed it. `target` is still to be looked at. */
export interface PassedDeployment {
  readonly packageName: string;
  readonly version: string;
  readonly environmentId?: string;
  readonly target: unknown;
}

/** A target as a caller passed it, without the environment that stood in it. */
export interface PassedEnvironment {
  readonly target: unknown;
  readonly environmentId?: string;
}

const ids = /^[\w-]{1,200}$/;

/** Reads `{ packageName, version, environmentId, target }`; `undefined` for whatever else was passed. */
export function passedDeployment(passed: unknown): PassedDeployment | undefined {
  const fields = fieldsOf(passed, ['packageName', 'version', 'environmentId', 'target']);
  if (!fields) return undefined;
  const { packageName, version, environmentId, target } = fields;
  if (!isName(packageName) || !isName(version) || target === undefined) return undefined;
  if (environmentId !== undefined && !isId(environmentId)) return undefined;
  return { packageName, version, target, ...(environmentId !== undefined && { environmentId }) };
}

/** Takes the environment out of a target; `undefined` where it is no id. */
export function passedEnvironment(passed: unknown): PassedEnvironment | undefined {
  const fields = fieldsOf(passed, ['applicationId', 'region', 'account', 'environmentId']);
  if (!fields) return { target: passed };
  const { environmentId, ...target } = fields;
  if (environmentId === undefined) return { target };
  return isId(environmentId) ? { target, environmentId } : undefined;
}

/** Says what deploying may be called with. */
export function expectedDeployment(): string {
  return vscode.l10n.t(
    'This command accepts a package of the Applications view, or {0}.',
    '{ packageName, version, environmentId, target: { applicationId, region, account } }',
  );
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= 1024 && !value.includes('\0');
}

function isId(value: unknown): value is string {
  return typeof value === 'string' && ids.test(value);
}
