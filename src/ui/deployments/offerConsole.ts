import * as vscode from 'vscode';
import { AppError, type Failure } from '../../core/errors';
import type { Site } from '../../core/model';
import { consoleAddress, type ConsolePage } from '../applications/consoleAddress';
import { failureSentence } from '../messages/failureSentence';
import { showInformation, showWarning } from '../vscode/showMessage';

const forTheConsole: readonly Failure[] = ['notRunningHere', 'imageApplication', 'stopped', 'isolated'];

/** Tells whether a failure to plan is one that only the console helps with. */
export function isForConsole(error: unknown): error is AppError {
  return error instanceof AppError && forTheConsole.includes(error.failure);
}

/** Says why something cannot be deployed from here, and leads to the console, which the sandbox has not. */
export async function offerConsole(said: string, site: Site | undefined, page: ConsolePage): Promise<void> {
  const open = vscode.l10n.t('Open in Console');
  const address = site && consoleAddress(site, page);
  if ((await showWarning(said, ...(address ? [open] : []))) === open) await openConsolePage(site, page);
}

/** Says so of a failure. */
export function offerConsoleAfter(what: string, error: AppError, site: Site | undefined): Promise<void> {
  return offerConsole(failureSentence(what, error), site, '/application');
}

/** Opens a page of the console of a site. */
export async function openConsolePage(site: Site | undefined, page: ConsolePage): Promise<void> {
  const address = site && consoleAddress(site, page);
  if (address) await vscode.env.openExternal(vscode.Uri.parse(address));
  else void showInformation(vscode.l10n.t('The local sandbox has no console.'));
}
