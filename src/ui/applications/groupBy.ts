import type { GroupBy } from '../../browse/viewOptions';
import { keep } from '../vscode/settings';

/** Groups the Applications view; the setting remembers it. */
export function groupByCommand(by: GroupBy) {
  return (): Promise<void> => keep('groupBy', by);
}
