import * as vscode from 'vscode';
import { createErrorReporter, type WithErrorReporting } from './errorReporter';
import { openLog, type Log } from './log';

/** The parts of a window that are there before all others. */
export interface WindowParts {
  readonly log: Log;
  readonly withErrorReporting: WithErrorReporting;
  /** Fires with the id of an account that has another key. */
  readonly keyRenewals: vscode.EventEmitter<string>;
}

/** Makes the parts of this window that have to be there when nothing else can be loaded. */
export function createWindowParts(): WindowParts & vscode.Disposable {
  const log = openLog();
  const keyRenewals = new vscode.EventEmitter<string>();
  return {
    log,
    keyRenewals,
    withErrorReporting: createErrorReporter({ log, onDidRenewKey: keyRenewals.event }),
    dispose(): void {
      for (const one of [keyRenewals, log]) one.dispose();
    },
  };
}
