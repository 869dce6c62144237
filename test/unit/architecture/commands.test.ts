import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { nodesOf, parsed, root, sources } from './sources';

/** Ids of commands to the files that give them a handler. */
type Owners = ReadonlyMap<string, readonly string[]>;

function ownersOf(files: Iterable<readonly [string, ts.SourceFile]>): Owners {
  const owners = new Map<string, string[]>();
  for (const [path, file] of files) {
    for (const node of nodesOf(file)) {
      if (!ts.isPropertyAssignment(node) || !ts.isStringLiteral(node.name)) continue;
      const id = node.name.text;
      owners.set(id, [...(owners.get(id) ?? []), path]);
    }
  }
  return owners;
}

const shared = (owners: Owners) => [...owners].filter(([, files]) => files.length > 1);
const few: Readonly<Record<string, string>> = { log: 'src/ui/vscode/log.ts', issue: 'src/subjects.ts' };
const isSubject = (path: string) => /^src\/ui\/[a-z]+\/commands\.ts$/.test(path) || Object.values(few).includes(path);

describe('the commands', () => {
  const owners = ownersOf([...sources()].filter(([path]) => isSubject(path)));

  it('have one owner each', () => {
    assert.deepEqual(shared(owners), []);
    const { contributes } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { commands: readonly { command: string }[] };
    };
    assert.deepEqual([...owners.keys()].sort(), contributes.commands.map(({ command }) => command).sort());
  });

  it('are led to it by their ids', () => {
    const commands = sources().get('src/commands.ts');
    assert.ok(commands);
    const led = [...nodesOf(commands)].flatMap((node) =>
      ts.isPropertyAssignment(node) && ts.isStringLiteral(node.name)
        ? [[node.name.text, node.initializer.getText()] as const]
        : [],
    );
    assert.equal(led.length, owners.size);
    for (const [id, subject] of led) {
      assert.deepEqual(owners.get(id), [few[subject] ?? `src/ui/${subject}/commands.ts`], id);
    }
  });

  it('are run and linked to by their typed names only', () => {
    const raw = [...sources()].flatMap(([path, file]) =>
      [...nodesOf(file)].filter(ts.isStringLiteral).flatMap((node) => {
        const { parent } = node;
        const isNamed = ts.isCallExpression(parent) && /^(runCommand|commandOf)$/.test(parent.expression.getText());
        const isOwner = ts.isPropertyAssignment(parent) && parent.name === node;
        const isType = ts.isPropertySignature(parent) || ts.isLiteralTypeNode(parent);
        return owners.has(node.text) && !isNamed && !isOwner && !isType ? [`${path}: ${parent.getText()}`] : [];
      }),
    );
    assert.deepEqual(raw, []);
  });

  it('are caught where two subjects give one', () => {
    const two = ['src/ui/a/commands.ts', 'src/ui/b/commands.ts'].map(
      (path) => [path, parsed(path, `export const c = () => ({ 'tem.signIn': () => 1 });`)] as const,
    );
    assert.deepEqual(shared(ownersOf(two)), [['tem.signIn', ['src/ui/a/commands.ts', 'src/ui/b/commands.ts']]]);
  });
});
