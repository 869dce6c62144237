import assert from 'node:assert/strict';
import ts from 'typescript';
import { nodesOf, parsed, sources } from './sources';

const riddle = /^(?:what|whether|how|where|who|whom|whose|whoever|when|whenever|it|its)\b/i;

/** The doc comments of a file that open with a question or a pronoun, in place of a verb or a noun. */
function riddlesIn(file: ts.SourceFile): readonly string[] {
  const comments = [...nodesOf(file)].filter(ts.isJSDoc).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '');
  return comments.filter((comment) => riddle.test(comment)).map((comment) => `${file.fileName}: ${comment}`);
}

describe('doc comments', () => {
  const files = [...sources()];
  it('open with a verb or a noun, and so say who acts, on what, and what is promised', () => {
    assert.ok(files.length > 200);
    assert.deepEqual(
      files.flatMap(([, file]) => riddlesIn(file)),
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
