import { AppError, cancelledError } from '../core/errors';
import { matchesFilter } from './filterApplications';
import type { ApplicationPlace } from '../core/place';
import type { Account } from '../core/model';
import { filtered, membersOf, type ViewOptions } from './viewOptions';
import type { ApplicationNode, BranchNode, GroupNode, LoadMoreNode, Node, RegionNode } from './nodes';

/** Where an application lies in TEM, or a package of it. */
export interface PackagePlace extends ApplicationPlace {
  readonly packageName?: string;
  readonly version?: string;
}

/** A row, the lists on the way to it with its place in each, and what the filter may be so that it is shown. */
export interface Path {
  readonly node: Node;
  readonly steps: readonly { readonly parent: LoadMoreNode['parent']; readonly index: number }[];
  readonly filter: string;
}

/** What a way through the tree is looked for in. */
export interface PathToDeps {
  readonly accounts: { list(): Promise<readonly Account[]> };
  readonly regions: () => readonly string[];
  readonly arrangement: () => ViewOptions;
  readonly rows: { arrived(branch: BranchNode): Promise<readonly Node[]>; invalidate(node: Node): void };
}

/**
 * The way to a package, or to its application where the package is not listed. Throws why the application is not: what its
 * region has against being listed, or `notFound`.
 */
export async function pathTo(needs: PathToDeps, place: PackagePlace): Promise<Path> {
  const account = (await needs.accounts.list()).find(({ id }) => id === place.accountId);
  if (!account) throw new AppError('notSignedIn', 'there is no such account any more');
  if (!needs.regions().includes(place.region)) throw notShown(place.region);
  const region: RegionNode = { kind: 'region', account, region: place.region };
  const isWanted = (row: Node) => row.kind === 'application' && row.application.id === place.applicationId;
  let rows = await needs.rows.arrived(region);
  if (!rows.some(isWanted)) {
    // It may be newer than what is shown.
    needs.rows.invalidate(region);
    rows = await needs.rows.arrived(region);
  }
  const plain = rows.find((row): row is ApplicationNode => isWanted(row));
  if (!plain) throw reasonOf(rows);
  const { filter: set, groupBy } = needs.arrangement();
  const filter = matchesFilter(plain.application, set) ? set : '';
  const shown = filtered(region, rows, filter).filter(({ kind }) => kind === 'application');
  const group = groupBy === 'environment' ? groupOf(region, plain) : undefined;
  const list = group ? membersOf(group, shown) : shown;
  const index = list.findIndex(isWanted);
  const node = list[index];
  if (node?.kind !== 'application') throw reasonOf(rows);
  const steps = [{ parent: group ?? region, index }];
  if (place.packageName === undefined) return { node, steps, filter };
  const parent = { kind: 'packages', parent: node } as const;
  const packages = (await needs.rows.arrived(parent)).filter((row) => row.kind === 'package');
  const at = packages.findIndex(
    ({ known }) => known.packageName === place.packageName && known.version === place.version,
  );
  const found = packages[at];
  return found ? { node: found, steps: [...steps, { parent, index: at }], filter } : { node, steps, filter };
}

function notShown(region: string): AppError {
  return new AppError('notFound', `the region ${region} is not among those selected`);
}

function reasonOf(rows: readonly Node[]): unknown {
  const [row] = rows;
  if (row?.kind === 'placeholder' && row.placeholder.kind === 'failed') return row.placeholder.error;
  if (row?.kind === 'placeholder' && row.placeholder.kind === 'stopped') return cancelledError();
  return new AppError('notFound', 'the region has no such application any more');
}

function groupOf(region: RegionNode, { application }: ApplicationNode): GroupNode {
  const [first] = application.versions;
  if (!first) return { kind: 'group', parent: region };
  const { environmentId: id, environmentName: name } = first;
  return { kind: 'group', parent: region, environment: { id, name, kind: 'other', status: '' } };
}
