import * as vscode from 'vscode';
import type { Upload } from '../uploads/upload';
import type { AccountNode, ApplicationNode, MoreNode, Node, NoticeNode, PackageNode } from './nodes';
import { applicationOf, parentOf } from './parentOf';

/** Which rows a command is for: what it takes of a row, if anything, and what a person is asked for who has selected another. */
export interface RowKind<T> {
  readonly of: (row: Node) => T | undefined;
  readonly wanted: () => string;
}

export const accountRow: RowKind<AccountNode> = {
  of: (row) => (row.kind === 'account' ? row : undefined),
  wanted: () => vscode.l10n.t('Select an account in the Applications view first.'),
};

/** The application, also from a row below it. */
export const applicationRow: RowKind<ApplicationNode> = {
  of: applicationOf,
  wanted: () => vscode.l10n.t('Select an application in the Applications view first.'),
};

/** An application that takes packages from this account, also from a row below it. */
export const uploadableRow: RowKind<ApplicationNode> = {
  of: (row) => {
    const found = applicationOf(row);
    return found?.application.hasAuthority && found.application.deployMode !== 'IMAGE' ? found : undefined;
  },
  wanted: () =>
    vscode.l10n.t(
      'Select an application in the Applications view first that takes JAR or WAR files from this account.',
    ),
};

export const packageRow: RowKind<PackageNode> = {
  of: (row) => (row.kind === 'package' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a package in the Applications view first.'),
};

/** Where the package of the row lies in the store. */
export const storedRow: RowKind<string> = {
  of: (row: Node | Upload) => {
    if (row.kind === 'package') return (row.known.stored ?? row.known.uploaded)?.key;
    return row.kind === 'upload' && row.state.is === 'finished' ? row.state.uploaded.key : undefined;
  },
  wanted: () =>
    vscode.l10n.t(
      'Select a package in the Applications view first that the store lists or that was uploaded from here.',
    ),
};

/** A row that can be read again: the one above where that is what a row was read with. */
export const refreshableRow: RowKind<Node> = {
  of: (row) => (['package', 'instance', 'more'].includes(row.kind) ? parentOf(row) : row),
  wanted: () => vscode.l10n.t('Select a row in the Applications view first.'),
};

export const moreRow: RowKind<MoreNode> = {
  of: (row) => (row.kind === 'more' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Load More row in the Applications view first.'),
};

export const loadingRow: RowKind<NoticeNode> = {
  of: (row) => (row.kind === 'notice' && row.notice.is === 'loading' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Loading… row in the Applications view first.'),
};
