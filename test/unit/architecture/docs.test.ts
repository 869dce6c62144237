import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { repoRoot } from '../../harness/cacheDir';
import { importTable } from './importTable';

const notOurs = ['node_modules', '.vscode-test', '.git', 'dist', 'out'];
const files = filesBelow('');
const names = new Set(files.map((file) => path.posix.basename(file)));
const folders = new Set(files.map((file) => path.posix.dirname(file)));

/** Every file of the repository that is ours, with `/`. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(path.join(repoRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return notOurs.includes(entry.name) ? [] : filesBelow(name);
    return [name];
  });
}

function read(file: string): string {
  return readFileSync(path.join(repoRoot, file), 'utf8');
}

/** Where the links of a document lead, but those to elsewhere and within it. */
function linksOf(markdown: string): readonly string[] {
  const text = markdown.replace(/^```[^]*?^```/gm, '').replace(/`[^`\n]*`/g, '');
  const written = [...text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|href)="([^"]+)"/g)].map(([, one, other]) => one ?? other);
  return written.flatMap((link = '') => (/^[a-z]+:|^#/i.test(link) ? [] : link.replace(/#.*$/, '')));
}

/** What a document says in backticks. */
function quotedIn(markdown: string): readonly string[] {
  return [...markdown.replace(/^```[^]*?^```/gm, '').matchAll(/`([^`\n]+)`/g)].map(([, quoted = '']) => quoted);
}

/** Whether these words mean a file or folder: by where they begin, or by their ending. NAME stands for any name. */
function isPath(quoted: string): boolean {
  if (!/^[\w.@*-]+(\/[\w.@*-]+)*\/?$/.test(quoted) || /NAME|@\d/.test(quoted)) return false;
  const [top = '', ...below] = quoted.split('/');
  if (notOurs.includes(top)) return false;
  return below.length > 0
    ? [...tops, ...modules].includes(top)
    : /\.(tsx?|mjs|md|ya?ml)$/.test(quoted) && quoted !== 'index.ts';
}

/** Whether a path is that of a file or folder from the root, or in src; one without a folder may be anywhere. `*` is any text. */
function exists(quoted: string): boolean {
  const wanted = quoted.replace(/\/$/, '');
  const isOne = pattern(quoted.includes('/') ? `(?:src/)?${wanted}` : wanted);
  const all = quoted.includes('/') ? [...files, ...foldersAbove()] : names;
  return [...all].some((one) => isOne.test(one) || isOne.test(one.replace(/\.ts$/, '')));
}

function pattern(text: string): RegExp {
  return new RegExp(`^${text.replaceAll('.', '\\.').replaceAll('*', '[^/]*')}$`);
}

function foldersAbove(): ReadonlySet<string> {
  return new Set(
    [...folders].flatMap((folder) => folder.split('/').map((_, at, all) => all.slice(0, at + 1).join('/'))),
  );
}

const tops = readdirSync(repoRoot).filter((name) => !notOurs.includes(name));
const modules = readdirSync(path.join(repoRoot, 'src'));

describe('the documents', () => {
  const documents = files.filter((file) => file.endsWith('.md'));

  it('are all here', () => {
    for (const name of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'docs/architecture.md'])
      assert.ok(documents.includes(name), name);
    const decisions = documents.filter((name) => name.startsWith('docs/decisions/'));
    const numbers = decisions.map((name) => Number(/\/(\d{4})-[a-z0-9-]+\.md$/.exec(name)?.[1]));
    assert.deepEqual(
      numbers.sort((a, b) => a - b),
      decisions.map((_, at) => at + 1),
    );
  });

  for (const document of documents) {
    it(`lead nowhere that is not there: ${document}`, () => {
      const lost = linksOf(read(document)).filter(
        (link) => !existsSync(path.join(repoRoot, path.dirname(document), decodeURI(link))),
      );
      assert.deepEqual(lost, []);
    });
  }

  for (const document of documents.filter((name) => /^(docs\/|CONTRIBUTING|SECURITY)/.test(name))) {
    it(`name files and folders as they are: ${document}`, () => {
      assert.deepEqual(
        quotedIn(read(document)).filter((quoted) => isPath(quoted) && !exists(quoted)),
        [],
      );
    });
  }

  it('tell a path from other words', () => {
    for (const text of ['src/core/', 'test/run.ts', '.github/workflows/ci.yml', 'core/model.ts', 'retryTem.ts'])
      assert.ok(isPath(text), text);
    for (const text of [
      'npm test',
      'tem.endpoint',
      'dist/',
      'node:path',
      'src/ui/commands/NAME.ts',
      'unit/upload/lanes',
    ])
      assert.ok(!isPath(text), text);
    for (const text of ['src/core', 'test/run.ts', 'core/model.ts', 'run.ts', 'documented*Codes.ts'])
      assert.ok(exists(text), text);
    for (const text of ['src/cor', 'test/walk.ts', 'none.ts']) assert.ok(!exists(text), text);
    assert.deepEqual(linksOf('[a](b.md#c) [d](#e) [f](https://g) `[h](i)` <img src="j.png">'), ['b.md', 'j.png']);
  });
});

describe('the table of who may import whom', () => {
  const architecture = read('docs/architecture.md');

  it('has a row for each module of src, and no other', () => {
    assert.deepEqual([...importTable(architecture, 'module').keys()].sort(), [...modules].sort());
  });

  it('has a row for each folder of ui, and names no other', () => {
    const rows = importTable(architecture, 'folder of ui');
    const inUi = readdirSync(path.join(repoRoot, 'src', 'ui')).sort();
    assert.deepEqual([...rows.keys()].sort(), inUi);
    assert.deepEqual([...new Set([...rows.values()].flat())].sort(), inUi);
  });

  it('is read as it is written', () => {
    const markdown =
      'x\n| a | b |\n\n| module | may import |\n|---|---|\n| `a` | `b`, `node:` |\n| `c.ts` | `c` |\n\n| `d` | `e` |';
    assert.deepEqual(
      [...importTable(markdown, 'module')],
      [
        ['a', ['b', 'node:']],
        ['c.ts', ['c']],
      ],
    );
    assert.throws(() => importTable(markdown, 'folder of ui'), /no table/);
  });
});
