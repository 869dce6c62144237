import type { Application, Environment } from '../core/model';
import { naturalOrder } from '../core/naturalOrder';

/** The applications of one environment, or without one those that run nowhere. */
export interface EnvironmentGroup {
  readonly environment?: Environment;
  readonly applications: readonly Application[];
}

/**
 * Groups applications by the environments that run them, by name; those that run nowhere come last. Environments that are
 * not `known` get the names that their applications have for them.
 */
export function groupByEnvironment(
  applications: readonly Application[],
  known: readonly Environment[],
): readonly EnvironmentGroup[] {
  const environments = new Map(known.map((environment) => [environment.id, environment]));
  const members = new Map<string, Application[]>();
  for (const application of applications) {
    for (const { environmentId: id, environmentName: name } of application.versions) {
      if (!environments.has(id)) environments.set(id, { id, name, kind: 'other', status: '' });
      const group = members.get(id) ?? [];
      if (!group.includes(application)) group.push(application);
      members.set(id, group);
    }
  }
  const nowhere = applications.filter(({ versions }) => versions.length === 0);
  return [
    ...[...environments.values()]
      .filter(({ id }) => members.has(id))
      .sort((a, b) => naturalOrder.compare(a.name, b.name))
      .map((environment) => ({ environment, applications: members.get(environment.id) ?? [] })),
    ...(nowhere.length > 0 ? [{ applications: nowhere }] : []),
  ];
}
