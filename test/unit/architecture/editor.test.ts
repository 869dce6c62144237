import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { repoRoot } from '../../harness/cacheDir';

interface Configuration {
  readonly name: string;
  readonly program?: string;
  readonly args: readonly string[];
  readonly envFile?: string;
  readonly outFiles: readonly string[];
  readonly preLaunchTask: string;
}

interface Task {
  readonly label: string;
  readonly script?: string;
  readonly args?: readonly string[];
  readonly dependsOn?: string | readonly string[];
  readonly isBackground?: boolean;
  readonly group?: { readonly isDefault?: boolean };
  readonly problemMatcher: string | readonly [] | Matcher;
}

interface Matcher {
  readonly background: { readonly beginsPattern: string; readonly endsPattern: string };
}

/** Reads JSON with comments, as the editor does; fails where the editor would complain. */
function read<T>(name: string): T {
  const { config, error } = ts.parseConfigFileTextToJson(name, readFileSync(path.join(repoRoot, name), 'utf8')) as {
    readonly config?: T;
    readonly error?: ts.Diagnostic;
  };
  assert.equal(error, undefined, `${name}: ${JSON.stringify(error?.messageText)}`);
  assert.ok(config);
  return config;
}

/** The path in an argument, with the editor's variables as they are when this very file is open; none where there is none. */
function pathIn(argument: string): string | undefined {
  const [, after] = /\$\{workspaceFolder\}\/(.*)$/.exec(argument) ?? [];
  const [folder, name] = ['test/unit/architecture', 'editor.test'];
  return after?.replace('${relativeFileDirname}', folder).replace('${fileBasenameNoExtension}', name);
}

/** The file that the compiler makes this one of, and any other as it is. */
function sourceOf(file: string): string {
  return file.startsWith('out/') ? file.slice('out/'.length).replace(/(\.js)?$/, '.ts') : file;
}

const launch = read<{ readonly configurations: readonly Configuration[]; readonly inputs: readonly { id: string }[] }>(
  '.vscode/launch.json',
);
const { tasks } = read<{ readonly tasks: readonly Task[] }>('.vscode/tasks.json');
const { scripts } = read<{ readonly scripts: Readonly<Record<string, string>> }>('package.json');
const labels = tasks.map(({ label }) => label);

function matcherOf(label: string): Matcher {
  const matcher = tasks.find((task) => task.label === label)?.problemMatcher;
  assert.ok(typeof matcher === 'object' && 'background' in matcher);
  return matcher;
}

describe('what the editor is told', () => {
  for (const name of ['.vscode/settings.json', '.vscode/extensions.json', '.devcontainer/devcontainer.json'])
    it(`can be read: ${name}`, () => void read(name));

  it('debugs the extension, a unit test and the host tests', () => {
    const names = launch.configurations.map(({ name }) => name);
    assert.deepEqual(names, ['Run Extension', 'Unit Test (this file)', 'Host Tests']);
  });

  for (const { name, preLaunchTask, program = '', args, envFile = '' } of launch.configurations) {
    it(`finds all that "${name}" names`, () => {
      assert.ok(labels.includes(preLaunchTask), preLaunchTask);
      const files = [program, ...args, envFile].flatMap((argument) => pathIn(argument) ?? []);
      // What is in there, the task "sandbox" makes.
      const made = files.filter((file) => file.startsWith('.vscode-test/sandbox/'));
      assert.ok(made.length === 0 || preLaunchTask === 'sandbox', String(made));
      for (const file of files.filter((one) => !made.includes(one)))
        assert.ok(existsSync(path.join(repoRoot, sourceOf(file))), file);
    });
  }

  it('asks for what a configuration takes from a person', () => {
    const asked = [...JSON.stringify(launch.configurations).matchAll(/\$\{input:(\w+)\}/g)].map(([, id]) => id);
    assert.deepEqual(
      launch.inputs.map(({ id }) => id),
      asked,
    );
  });

  it('finds all that a task names', () => {
    assert.equal(new Set(labels).size, labels.length);
    for (const { label, script, args = [], dependsOn = [] } of tasks) {
      assert.ok(script === undefined || script in scripts, label);
      for (const other of [dependsOn].flat()) assert.ok(labels.includes(other), `${label}: ${other}`);
      for (const file of args.flatMap((argument) => pathIn(argument) ?? []))
        assert.ok(existsSync(path.join(repoRoot, sourceOf(file))), `${label}: ${file}`);
    }
  });

  it('builds by default, and waits for the first build', () => {
    const [build, ...others] = tasks.filter(({ group }) => group?.isDefault);
    assert.ok(build);
    assert.deepEqual(others, []);
    for (const label of [build.dependsOn ?? []].flat()) {
      const task = tasks.find((one) => one.label === label);
      assert.ok(task?.isBackground && task.problemMatcher, label);
    }
  });

  // As webpack 5.112 writes them, in a terminal and elsewhere; the level of its log is what makes it write them at all.
  for (const mark of ['<i>', '   ']) {
    it(`knows when webpack begins and ends: ${mark}`, () => {
      assert.match(scripts['watch'] ?? '', /--infrastructure-logging-level log/);
      const { beginsPattern, endsPattern } = matcherOf('watch extension').background;
      assert.match(`${mark} [webpack-cli] Compiler starting... `, new RegExp(beginsPattern));
      assert.match(`${mark} [webpack-cli] Compiler finished`, new RegExp(endsPattern));
      assert.doesNotMatch(
        `${mark} [webpack-cli] Compiler is using config: 'webpack.config.js'`,
        new RegExp(endsPattern),
      );
    });
  }

  it('knows when the sandbox is ready', () => {
    const { beginsPattern, endsPattern } = matcherOf('sandbox').background;
    const source = readFileSync(path.join(repoRoot, 'test', 'harness', 'serveSandbox.ts'), 'utf8');
    const lines = [...source.matchAll(/console\.log\(['`](.*)['`]\)/g)].map(([, line = '']) => line);
    assert.deepEqual(
      lines.map((line) => [new RegExp(beginsPattern).test(line), new RegExp(endsPattern).test(line)]),
      [
        [true, false],
        [false, true],
      ],
    );
  });

  it('has source maps that lead from what is compiled to what is written', () => {
    const file = __filename;
    const map = JSON.parse(readFileSync(`${file}.map`, 'utf8')) as { readonly sources: readonly string[] };
    const sources = map.sources.map((source) => path.resolve(path.dirname(file), source));
    assert.deepEqual(sources, [path.join(repoRoot, 'test', 'unit', 'architecture', 'editor.test.ts')]);
    assert.match(readFileSync(path.join(repoRoot, 'webpack.config.js'), 'utf8'), /devtool: 'source-map'/);
  });
});
