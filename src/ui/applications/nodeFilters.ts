import * as vscode from 'vscode';
import type { NodeFilter } from '../vscode/forSelectedNodes';
import {
  isPackageNode,
  type ApplicationNode,
  type EnvironmentNode,
  type LoadMoreNode,
  type Node,
  type PlaceholderNode,
  type PackageNode,
} from '../../browse/nodes';
import { nodeCloudId } from './nodeCloudId';
import { applicationOf, parentOf } from '../../browse/nodes';

/** The nodes that have an id in Tencent Cloud; for the rows Packages and Environments their application stands. */
export const identifiedNodes: NodeFilter<Node> = {
  of: (node) => {
    const found = node.kind === 'packages' || node.kind === 'environments' ? node.parent : node;
    return nodeCloudId(found) === undefined ? undefined : found;
  },
  question: () => vscode.l10n.t('Which ID?'),
  wanted: () => vscode.l10n.t('Select an item with an ID in the Applications view first.'),
  missing: () => vscode.l10n.t('The Applications view lists nothing yet.'),
};

/** The application that takes packages from this account, also from a node below it. */
export const uploadableNodes: NodeFilter<Node, ApplicationNode> = {
  of: (node) => {
    const found = applicationOf(node);
    return found?.application.hasAuthority && found.application.deployMode !== 'IMAGE' ? found : undefined;
  },
  question: () => vscode.l10n.t('Which application do you want to upload to?'),
  wanted: () =>
    vscode.l10n.t(
      'Select an application in the Applications view first. It must accept JAR or WAR files from this account.',
    ),
  missing: () =>
    vscode.l10n.t('The Applications view lists no application yet that accepts JAR or WAR files from this account.'),
};

export const packageNodes: NodeFilter<Node, PackageNode> = {
  of: (node) => (isPackageNode(node) ? node : undefined),
  question: () => vscode.l10n.t('Which package?'),
  wanted: () => vscode.l10n.t('Select a package in the Applications view first.'),
  missing: () =>
    vscode.l10n.t('The Applications view lists no package yet. Open the packages of an application, then try again.'),
};

/** The environment that runs a package whose commit is known. */
export const committedNodes: NodeFilter<Node, EnvironmentNode> = {
  of: (node) => (node.kind === 'environment' && node.environment.origin ? node : undefined),
  question: () => vscode.l10n.t('Which environment do you want to compare with?'),
  wanted: () => vscode.l10n.t('Select an environment in the Applications view whose package has a known commit first.'),
  missing: () =>
    vscode.l10n.t(
      'The Applications view lists no environment yet that runs a package with a known commit. Open the environments of an application, then try again.',
    ),
};

/** The node that can be read again: the one above where that is what a node was read with. */
export const refreshableNodes: NodeFilter<Node> = {
  of: (node) =>
    ['package', 'rollout', 'instance', 'loadMore', 'placeholder'].includes(node.kind) ? parentOf(node) : node,
  question: () => vscode.l10n.t('Which item do you want to refresh?'),
  wanted: () => vscode.l10n.t('Select an item in the Applications view first.'),
  missing: () => vscode.l10n.t('The Applications view lists nothing yet.'),
};

export const loadMoreNodes: NodeFilter<Node, LoadMoreNode> = {
  of: (node) => (node.kind === 'loadMore' ? node : undefined),
  question: () => vscode.l10n.t('Which list?'),
  wanted: () => vscode.l10n.t('Select a Load More item in the Applications view first.'),
  missing: () => vscode.l10n.t('The Applications view has nothing more to load.'),
};

export const loadingNodes: NodeFilter<Node, PlaceholderNode> = {
  of: (node) => (node.kind === 'placeholder' && node.placeholder.kind === 'loading' ? node : undefined),
  question: () => vscode.l10n.t('Which list?'),
  wanted: () => vscode.l10n.t('Select a Loading… item in the Applications view first.'),
  missing: () => vscode.l10n.t('Nothing is being loaded in the Applications view.'),
};
