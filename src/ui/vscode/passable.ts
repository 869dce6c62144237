import type * as vscode from 'vscode';
import type { Node } from '../../browse/nodes';

/** An upload as commands are passed it: one that the Uploads view lists. */
export interface UploadNode {
  readonly kind: 'upload';
  readonly id: string;
}

/** Packages as commands are passed them; a path is absolute, or relative to a workspace folder. */
export type PassableFiles = vscode.Uri | string | readonly (vscode.Uri | string)[];

/** An application as commands are passed it; `account` is a name or an id, the account in use without. */
export interface PassableTarget {
  readonly applicationId: string;
  readonly region: string;
  readonly account?: string;
}

/** An application in one of its environments, as commands are passed it; a person is asked for the environment without its id. */
export interface PassableEnvironment extends PassableTarget {
  readonly environmentId?: string;
}

/** A package in TEM to deploy, as commands are passed it. */
export interface PassableDeployment {
  readonly packageName: string;
  readonly version: string;
  readonly environmentId?: string;
  readonly target: PassableTarget;
}

/** A rollout as commands are passed it: its row, or one of the environment that it is in. */
export type PassableRollout = Node;
