import * as vscode from 'vscode';
import type { RowKind } from '../onRow';
import type { Upload } from '../uploads/upload';
import { finishedUpload } from '../uploads/uploadKinds';
import type { AccountNode, ApplicationNode, MoreNode, Node, NoticeNode, PackageNode } from './nodes';
import { applicationOf, parentOf } from './parentOf';

export const accountRow: RowKind<Node, AccountNode> = {
  of: (row) => (row.kind === 'account' ? row : undefined),
  wanted: () => vscode.l10n.t('Select an account in the Applications view first.'),
};

/** The application, also from a row below it. */
export const applicationRow: RowKind<Node, ApplicationNode> = {
  of: applicationOf,
  wanted: () => vscode.l10n.t('Select an application in the Applications view first.'),
};

/** An application that takes packages from this account, also from a row below it. */
export const uploadableRow: RowKind<Node, ApplicationNode> = {
  of: (row) => {
    const found = applicationOf(row);
    return found?.application.hasAuthority && found.application.deployMode !== 'IMAGE' ? found : undefined;
  },
  wanted: () =>
    vscode.l10n.t(
      'Select an application in the Applications view first that takes JAR or WAR files from this account.',
    ),
};

export const packageRow: RowKind<Node, PackageNode> = {
  of: (row) => (row.kind === 'package' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a package in the Applications view first.'),
};

/** Where the package of the row, or of the upload, lies in the store. */
export const storedRow: RowKind<Node | Upload, string> = {
  of: (row) => {
    if (row.kind === 'upload') return finishedUpload.of(row)?.key;
    return row.kind === 'package' ? (row.known.stored ?? row.known.uploaded)?.key : undefined;
  },
  wanted: () =>
    vscode.l10n.t(
      'Select a package in the Applications view first that the store lists or that was uploaded from here.',
    ),
};

/** A row that can be read again: the one above where that is what a row was read with. */
export const refreshableRow: RowKind<Node, Node> = {
  of: (row) => (['package', 'instance', 'more', 'notice'].includes(row.kind) ? parentOf(row) : row),
  wanted: () => vscode.l10n.t('Select a row in the Applications view first.'),
};

export const moreRow: RowKind<Node, MoreNode> = {
  of: (row) => (row.kind === 'more' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Load More row in the Applications view first.'),
};

export const loadingRow: RowKind<Node, NoticeNode> = {
  of: (row) => (row.kind === 'notice' && row.notice.is === 'loading' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Loading… row in the Applications view first.'),
};
