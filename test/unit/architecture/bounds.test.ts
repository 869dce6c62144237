import assert from 'node:assert/strict';
import ts from 'typescript';
import { nodesOf, parsed, sources } from './sources';

/** Spreads whose length has an end that does not show where they stand. */
const boundedSpreads: Readonly<Record<string, string>> = {
  'src/cloud/tem/rateLimiter.ts Math.min(...window.starts.map((start) => freeAt(start, now)))':
    'as many as start in a second',
  'src/ui/packages/linkExpiry.ts Math.min(...ends)': 'two',
  'src/hashing/crc64Code.ts Math.max(...foldDistances)': 'constants',
  'src/hashing/hashKernel.ts Math.max(...foldDistances)': 'constants',
  'src/hashing/hashKernel.ts Math.min(...foldDistances)': 'constants',
  'src/hashing/laneHasher.ts Math.min(maxBlocks, ...this.batch.map(({ work }) => work.blocks))': 'one a lane',
  'src/hashing/reader.ts this.settling.push(...done)': 'one a buffer',
};

/** Quantifiers without an end, whatever the pattern is used for. */
function unbounded(pattern: string): readonly string[] {
  const bare = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return bare.match(/[*+]|\{\d+,\}/g) ?? [];
}

function patternsIn(file: ts.SourceFile): readonly string[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (ts.isRegularExpressionLiteral(node)) return [node.text];
    const isMade = ts.isNewExpression(node) || ts.isCallExpression(node);
    return isMade && node.expression.getText() === 'RegExp' ? [`${node.getText()} *`] : [];
  });
}

/** Lists that become arguments one by one: some hundred thousand of them are more than the stack takes. */
function spreadsIn(file: ts.SourceFile): readonly string[] {
  return [...nodesOf(file)].flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const isVariadic = /^(push|unshift|splice|max|min|concat|fromCharCode|fromCodePoint)$/.test(
      node.expression.name.text,
    );
    return isVariadic && node.arguments.some(ts.isSpreadElement) ? [node.getText()] : [];
  });
}

describe('what others write has no end that the code would have to reach', () => {
  it('no pattern has a quantifier without an end', () => {
    let patterns = 0;
    for (const [path, file] of sources()) {
      for (const pattern of patternsIn(file)) {
        patterns++;
        assert.deepEqual(unbounded(pattern), [], `${path}: ${pattern}`);
      }
    }
    assert.ok(patterns > 50, `only ${patterns} patterns: read from the wrong place?`);
  }).timeout(60_000);

  it('no list of any length is spread into arguments', () => {
    const found = [...sources()].flatMap(([path, file]) => spreadsIn(file).map((text) => `${path} ${text}`));
    const long = found.filter((one) => !(one in boundedSpreads) && !one.startsWith('src/extension.ts subscriptions.'));
    assert.deepEqual(long, []);
    assert.deepEqual(
      Object.keys(boundedSpreads).filter((one) => !found.includes(one)),
      [],
    );
  }).timeout(60_000);

  it('tells such patterns and spreads from others', () => {
    const all = (text: string) => patternsIn(parsed('a.ts', text)).flatMap(unbounded);
    for (const text of ['/a+/', '/[^x]*y/s', '/(?:a|b){2,}/', "RegExp('a')", "new RegExp('a')"])
      assert.notDeepEqual(all(text), [], text);
    for (const text of ['/a{1,20}/', '/[*+]/', '/\\+\\*/', '/a?b{3}/']) assert.deepEqual(all(text), [], text);
    const spread = (text: string) => spreadsIn(parsed('a.ts', text));
    assert.equal(spread('a.push(...b); Math.max(0, ...c)').length, 2);
    assert.equal(spread('a.push(b); tell(...c); [...d]').length, 0);
  });
});
