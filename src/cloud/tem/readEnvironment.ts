import type { Environment, EnvironmentKind } from '../../core/model';
import { idOf, label, text } from '../http/fields';

const kinds: readonly EnvironmentKind[] = ['test', 'pre', 'prod'];

/** Reads one item of `DescribeEnvironments`; what it lacks is left empty. Returns `undefined` for one without an id. */
export function readEnvironment(item: Readonly<Record<string, unknown>>): Environment | undefined {
  const id = idOf(item['EnvironmentId']);
  if (!id) return undefined;
  const kind = text(item['EnvType']).toLowerCase();
  return {
    id,
    name: label(item['EnvironmentName']) || id,
    kind: kinds.find((known) => known === kind) ?? 'other',
    status: label(item['ClusterStatus']),
  };
}
