import type { Environment, EnvironmentKind } from '../../core/model';
import { idOf, label, text } from '../http/fields';

const kinds: readonly EnvironmentKind[] = ['test', 'pre', 'prod'];

/** One row of `DescribeEnvironments`, whatever it lacks; `undefined` for one without an id. */
export function readEnvironment(row: Readonly<Record<string, unknown>>): Environment | undefined {
  const id = idOf(row['EnvironmentId']);
  if (!id) return undefined;
  const kind = text(row['EnvType']).toLowerCase();
  return {
    id,
    name: label(row['EnvironmentName']) || id,
    kind: kinds.find((known) => known === kind) ?? 'other',
    status: label(row['ClusterStatus']),
  };
}
