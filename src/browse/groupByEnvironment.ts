import type { Application, Environment } from '../core/model';
import { byName } from './byName';

/** Applications that share an environment; those that run nowhere share one without. */
export interface EnvironmentGroup {
  readonly environment?: Environment;
  readonly applications: readonly Application[];
}

/**
 * One group for each environment that runs something, by name, and at last one for what runs nowhere. Environments that
 * `known` does not have are called as their applications call them.
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
      .sort((a, b) => byName.compare(a.name, b.name))
      .map((environment) => ({ environment, applications: members.get(environment.id) ?? [] })),
    ...(nowhere.length > 0 ? [{ applications: nowhere }] : []),
  ];
}
