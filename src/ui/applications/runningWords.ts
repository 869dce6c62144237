import * as vscode from 'vscode';
import { runningState, type RunningState } from '../../browse/runningEnvironments';
import type { EnvironmentKind, RunningVersion } from '../../core/model';

/** Names what an environment is for; empty where the service says nothing that is known here. */
export function kindWord(kind: EnvironmentKind): string {
  const words: Record<EnvironmentKind, string> = {
    test: vscode.l10n.t('test'),
    pre: vscode.l10n.t('pre-release'),
    prod: vscode.l10n.t('production'),
    other: '',
  };
  return words[kind];
}

/** Gives the colour of an environment; always beside the word. */
export function kindColor(kind: EnvironmentKind): vscode.ThemeColor | undefined {
  const ids: Record<EnvironmentKind, string | undefined> = {
    test: 'tem.environmentTest',
    pre: 'tem.environmentPre',
    prod: 'tem.environmentProd',
    other: undefined,
  };
  const id = ids[kind];
  return id === undefined ? undefined : new vscode.ThemeColor(id);
}

/** Names the state of a version, in a word. */
export function stateWord(version: RunningVersion): string {
  const words: Record<RunningState, string> = {
    changing: version.deploying ? vscode.l10n.t('being deployed') : version.status,
    healthy: vscode.l10n.t('running'),
    // TEM calls one abnormal whose instances are all ready as well.
    degraded: version.currentInstances < version.expectedInstances ? vscode.l10n.t('not all ready') : version.status,
    stopped: vscode.l10n.t('stopped'),
    other: version.status,
  };
  return words[runningState(version)];
}

/** Gives the codicon of that state. */
export function stateIcon(version: RunningVersion): string {
  const icons: Record<RunningState, string> = {
    changing: 'sync~spin',
    healthy: 'pass',
    degraded: 'warning',
    stopped: 'circle-slash',
    other: 'question',
  };
  return icons[runningState(version)];
}

/** `2 of 3 ready`. */
export function readyWords({ currentInstances, expectedInstances }: RunningVersion): string {
  return vscode.l10n.t('{0} of {1} ready', currentInstances, expectedInstances);
}
