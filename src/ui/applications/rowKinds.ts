import * as vscode from 'vscode';
import type { RowKind } from '../vscode/onRow';
import {
  applicationOf,
  parentOf,
  type AccountNode,
  type ApplicationNode,
  type LoadMoreNode,
  type Node,
  type PlaceholderNode,
  type PackageNode,
} from '../../browse/nodes';

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

/** A row that can be read again: the one above where that is what a row was read with. */
export const refreshableRow: RowKind<Node, Node> = {
  of: (row) => (['package', 'instance', 'loadMore', 'placeholder'].includes(row.kind) ? parentOf(row) : row),
  wanted: () => vscode.l10n.t('Select a row in the Applications view first.'),
};

export const moreRow: RowKind<Node, LoadMoreNode> = {
  of: (row) => (row.kind === 'loadMore' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Load More row in the Applications view first.'),
};

export const loadingRow: RowKind<Node, PlaceholderNode> = {
  of: (row) => (row.kind === 'placeholder' && row.placeholder.kind === 'loading' ? row : undefined),
  wanted: () => vscode.l10n.t('Select a Loading… row in the Applications view first.'),
};
