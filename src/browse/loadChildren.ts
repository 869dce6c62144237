import type { Catalog } from './catalog';
import { placeOf, type ApplicationNode, type BranchNode, type EnvironmentNode, type Node } from './nodes';

/** What the rows are read from. */
export type NodeSource = Pick<Catalog, 'applications' | 'running' | 'instances' | 'packages'>;

/** The rows below a branch, all of them, as they are known now. */
export function loadChildren(source: NodeSource, branch: BranchNode, signal: AbortSignal): Promise<readonly Node[]> {
  switch (branch.kind) {
    case 'region':
      return applicationsOf(source, branch, signal);
    case 'environments':
      return environmentsOf(source, branch.parent, signal);
    case 'environment':
      return instancesOf(source, branch, signal);
    case 'packages':
      return packagesOf(source, branch.parent, signal);
  }
}

async function applicationsOf(
  source: NodeSource,
  { account, region }: BranchNode & { readonly kind: 'region' },
  signal: AbortSignal,
): Promise<readonly Node[]> {
  const applications = await source.applications({ accountId: account.id, region }, signal);
  return applications.map((application) => ({ kind: 'application', account, region, application }));
}

async function environmentsOf(
  source: NodeSource,
  parent: ApplicationNode,
  signal: AbortSignal,
): Promise<readonly Node[]> {
  const rows = await source.running(placeOf(parent), signal);
  return rows.map((row) => ({ kind: 'environment', parent, row }));
}

async function instancesOf(source: NodeSource, parent: EnvironmentNode, signal: AbortSignal): Promise<readonly Node[]> {
  const instances = await source.instances(placeOf(parent.parent), parent.row.running.environmentId, signal);
  return instances.map((instance) => ({ kind: 'instance', parent, instance }));
}

async function packagesOf(source: NodeSource, parent: ApplicationNode, signal: AbortSignal): Promise<readonly Node[]> {
  const { packages, isListingDenied, failure } = await source.packages(placeOf(parent), signal);
  const branch = { kind: 'packages', parent } as const;
  return [
    ...packages.map((known): Node => ({ kind: 'package', parent, known })),
    ...(isListingDenied
      ? [{ kind: 'placeholder', parent: branch, placeholder: { kind: 'listingDenied' } } as const]
      : []),
    // What is known all the same stays in sight beside the reason.
    ...(failure
      ? [{ kind: 'placeholder', parent: branch, placeholder: { kind: 'failed', error: failure } } as const]
      : []),
  ];
}
