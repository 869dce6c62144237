import type { PackageReader } from '../../core/ports/packageReader';
import { outcomeOf } from '../vscode/errorReporter';

/** Makes what finds the Java release that a file needs; `undefined` where it cannot be told, which keeps nobody from deploying. */
export function neededJavaIn(reader: PackageReader): (path: string) => Promise<number | undefined> {
  return async (path) => {
    const read = await outcomeOf(() => reader.withFile(path, (source) => reader.facts(source)));
    return read.kind === 'done' ? read.value.java?.release : undefined;
  };
}
