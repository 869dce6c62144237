import type { GroupBy } from '../applications/arrange';
import { keep } from '../settings';

/** Groups the Applications view; the setting remembers it. */
export function groupByCommand(by: GroupBy) {
  return (): Promise<void> => keep('groupBy', by);
}
