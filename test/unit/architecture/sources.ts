import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

/** Of the repository. */
export const root = rootAbove(__dirname);

/** Every file of `src`, parsed, by its path from the root. */
export function sources(): ReadonlyMap<string, ts.SourceFile> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return new Map(
    names
      .filter((name) => name.endsWith('.ts'))
      .map((name) => {
        const path = `src/${name.replaceAll('\\', '/')}`;
        return [path, parsed(path, readFileSync(join(root, path), 'utf8'))];
      }),
  );
}

/** A file as the compiler reads it. */
export function parsed(path: string, text: string): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
}

/** Every node of a file. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

function rootAbove(folder: string): string {
  return existsSync(join(folder, 'src', 'core', 'model.ts')) ? folder : rootAbove(dirname(folder));
}
