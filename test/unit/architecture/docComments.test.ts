import assert from 'node:assert/strict';
import ts from 'typescript';
import { nodesOf, parsed, sources } from './sources';

/** The files and folders of src whose comments are still to be rewritten. */
const pending = [
  ...['cloud/cos/', 'files/', 'hashing/', 'journal/', 'transfer/', 'ui/'],
  ...['objectStore', 'uploader', 'downloader', 'uploadJournal'].map((port) => `core/ports/${port}.ts`),
  ...['packageStore', 'packageReader'].map((port) => `core/ports/${port}.ts`),
  ...['uploadPackage', 'discardUpload', 'cleanUpUpload', 'runPendingCleanups'].map((name) => `core/${name}.ts`),
  ...['claimedVersion', 'downloadPackage', 'openStoredPackage'].map((name) => `core/${name}.ts`),
].map((name) => `src/${name}`);

const riddle = /^(?:what|whether|how|where|who|whom|whose|whoever|when|whenever|it|its)\b/i;

/** The doc comments of a file that open with a question or a pronoun, in place of a verb or a noun. */
function riddlesIn(file: ts.SourceFile): readonly string[] {
  const comments = [...nodesOf(file)].filter(ts.isJSDoc).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  return comments.filter((comment) => riddle.test(comment)).map((comment) => `${file.fileName}: ${comment}`);
}

describe('doc comments', () => {
  const files = [...sources()];
  const isPending = (path: string) => pending.some((start) => path.startsWith(start));

  it('open with a verb or a noun, and so say who acts, on what, and what is promised', () => {
    const covered = files.filter(([path]) => !isPending(path));
    assert.ok(covered.length > 0);
    assert.deepEqual(
      covered.flatMap(([, file]) => riddlesIn(file)),
      [],
    );
  });

  it('are still to be rewritten only where some open otherwise', () => {
    const open = files.filter(([, file]) => riddlesIn(file).length > 0).map(([path]) => path);
    assert.deepEqual(
      pending.filter((start) => !open.some((path) => path.startsWith(start))),
      [],
    );
  });

  it('are found on types, functions and members alike', () => {
    const text = `/** What it is. */ interface A {
        /** Whether so. */
        b: 1;
        /** Ends it. */
        c(): void;
      }
      /** It does. */
      export function f() {}
      /** Items of a list. */
      const g = 1; /* How */ // Where`;
    const found = riddlesIn(parsed('a.ts', text)).map((riddle) => riddle.slice('a.ts: '.length));
    assert.deepEqual(found, ['What it is.', 'Whether so.', 'It does.']);
  });
});
