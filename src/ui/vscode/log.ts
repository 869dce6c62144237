import * as vscode from 'vscode';
import type { Log as ActivityLog } from '../../core/ports/log';
import { visible } from '../../core/visible';

const maxLineLength = 2000;
const maxLines = 30;
const maxRecent = 60;

/** Log of the extension. Others write parts of it: a line of theirs stays one line. */
export interface Log extends ActivityLog, vscode.Disposable {
  /** Writes one entry; `further` are lines below it. */
  error(line: string, further?: readonly string[]): void;
  /** The entries written last, oldest first, each with its time and level, whatever level is shown. */
  recent(): readonly string[];
  show(): void;
}

/**
 * Gives the log of this window. Its channel is created with the first line. It may be written to after it was disposed of: VS Code
 * does that while `deactivate` still waits for what is cleaned up in COS, and a closed channel throws.
 */
export function openLog(): Log {
  let created: vscode.LogOutputChannel | undefined;
  let isDisposed = false;
  const open = () => (created ??= vscode.window.createOutputChannel('TEM Toolkit', { log: true }));
  const channel = () => (isDisposed ? undefined : open());
  let recent: readonly string[] = [];
  const write = (level: 'debug' | 'info' | 'error', entry: string): void => {
    recent = [...recent, `${new Date().toISOString()} [${level}] ${entry}`].slice(-maxRecent);
    channel()?.[level](entry);
  };
  return {
    debug: (line) => write('debug', visible(line, maxLineLength)),
    info: (line) => write('info', visible(line, maxLineLength)),
    error: (line, further) => write('error', logEntry(line, further)),
    recent: () => recent,
    show: () => channel()?.show(),
    dispose: () => {
      isDisposed = true;
      created?.dispose();
    },
  };
}

/** Gives the command that shows a log, which is there when nothing else can be loaded. */
export function logCommands(log: Log) {
  return { 'tem.showLog': () => log.show() };
}

/** Formats one error: `line`, and `further` lines below it. */
export function logEntry(line: string, further: readonly string[] = []): string {
  return [line, ...further.slice(0, maxLines)].map((one) => visible(one, maxLineLength)).join('\n');
}
