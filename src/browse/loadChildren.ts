import type { CallOptions } from '../core/ports/tem';
import type { Catalog } from './catalog';
import {
  placeOf,
  type ApplicationNode,
  type BranchNode,
  type EnvironmentNode,
  type Node,
  type RegionNode,
} from './nodes';

/** The part of the catalog that nodes are loaded from. */
export type NodeSource = Pick<Catalog, 'applications' | 'running' | 'instances' | 'packages'>;

/** Loads all children of a branch. Throws as the catalog does. */
export function loadChildren(source: NodeSource, branch: BranchNode, options: CallOptions): Promise<readonly Node[]> {
  switch (branch.kind) {
    case 'region':
      return loadApplications(source, branch, options);
    case 'environments':
      return loadEnvironments(source, branch.parent, options);
    case 'environment':
      return loadInstances(source, branch, options);
    case 'packages':
      return loadPackages(source, branch.parent, options);
  }
}

async function loadApplications(
  source: NodeSource,
  { account, region }: RegionNode,
  options: CallOptions,
): Promise<readonly Node[]> {
  const applications = await source.applications({ accountId: account.id, region }, options);
  return applications.map((application) => ({ kind: 'application', account, region, application }));
}

async function loadEnvironments(
  source: NodeSource,
  parent: ApplicationNode,
  options: CallOptions,
): Promise<readonly Node[]> {
  const environments = await source.running(placeOf(parent), options);
  return environments.map((environment) => ({ kind: 'environment', parent, environment }));
}

async function loadInstances(
  source: NodeSource,
  parent: EnvironmentNode,
  options: CallOptions,
): Promise<readonly Node[]> {
  const { environmentId } = parent.environment.running;
  const instances = await source.instances({ ...placeOf(parent.parent), environmentId }, options);
  return instances.map((instance) => ({ kind: 'instance', parent, instance }));
}

async function loadPackages(
  source: NodeSource,
  parent: ApplicationNode,
  options: CallOptions,
): Promise<readonly Node[]> {
  const { packages, isListingDenied, failure } = await source.packages(placeOf(parent), options);
  const branch = { kind: 'packages', parent } as const;
  return [
    ...packages.map((known): Node => ({ kind: 'package', parent, known })),
    ...(isListingDenied
      ? [{ kind: 'placeholder', parent: branch, placeholder: { kind: 'listingDenied' } } as const]
      : []),
    // The packages that are known all the same stay in sight beside the reason.
    ...(failure
      ? [{ kind: 'placeholder', parent: branch, placeholder: { kind: 'failed', error: failure } } as const]
      : []),
  ];
}
