import assert from 'node:assert/strict';
import type { PackageDifference } from '../../src/core/packageFacts';
import { comparePackages } from '../../src/jar/comparePackages';
import { differenceText } from '../../src/ui/packages/differenceText';
import { memorySource } from '../fixtures/memorySource';
import { zipBytes, type ZipEntry } from '../fixtures/zipBytes';

const nothing: PackageDifference = {
  bytesBefore: 1,
  bytesAfter: 1,
  added: [],
  removed: [],
  changed: [],
  libraries: [],
  shaded: [],
  moved: [],
  repacked: [],
  unchanged: 3,
};
const textOf = (more: Partial<PackageDifference>) => differenceText('a', 'b', { ...nothing, ...more }).join('\n');

describe('the text of a comparison', () => {
  it('says which classes of a rebuilt module changed, what moved and what is packed differently', async () => {
    const jar = async (root: string, order: string, stored: boolean): Promise<readonly ZipEntry[]> => [
      { name: `${root}classes/com/acme/App.class`, content: 'app' },
      {
        name: `${root}lib/orders-domain-1.4.2.jar`,
        content: await zipBytes([
          { name: 'com/acme/domain/Kept.class', content: 'kept' },
          { name: 'com/acme/domain/Order.class', content: order },
        ]),
        stored: true,
      },
      { name: `${root}lib/guava-33.0.0-jre.jar`, content: 'guava', stored },
    ];
    const [before, after] = await Promise.all([
      zipBytes(await jar('WEB-INF/', 'old', true)),
      zipBytes(await jar('BOOT-INF/', 'new', false)),
    ]);
    const text = differenceText('a', 'b', await comparePackages(memorySource(before), memorySource(after))).join('\n');
    assert.match(text, /^Changed libraries: 1\n\norders-domain +1\.4\.2 +→ +1\.4\.2 /m);
    assert.match(text, /^Inside orders-domain\n\ncom\/acme\/domain\/Order\.class +changed$/m);
    assert.match(text, /^Moved, with the same content: 2\n\nWEB-INF\/classes\/ +→ +BOOT-INF\/classes\/ +1 file$/m);
    assert.match(
      text,
      /^Packed differently, with the same content: 1\n\nBOOT-INF\/lib\/guava-33\.0\.0-jre\.jar +uncompressed +→ +compressed\n\nSpring Boot does not start/m,
    );
  });

  it('does not say alone that no file differs where some are packed differently or moved', () => {
    assert.match(textOf({}), /^No files differ\.$/m);
    const repacked = [{ path: 'lib/a.jar', isDeflated: true }];
    assert.match(textOf({ repacked }), /^No files differ in content, but some are packed differently\.$/m);
    const moved = [{ from: '', to: 'BOOT-INF/classes/', count: 2 }];
    assert.match(textOf({ moved }), /^No files differ in content, but some are in another folder\.$/m);
    assert.match(textOf({ moved }), /^\/ +→ +BOOT-INF\/classes\/ +2 files$/m);
  });

  it('tells a shaded library in a row, and what could not be looked into', () => {
    const files = { added: ['a'], changed: ['b', 'c'], removed: [] };
    const shaded = [{ name: 'guava', versionBefore: '33.0.0', versionAfter: '', files }];
    assert.match(textOf({ shaded }), /^Changed libraries: 1\n\nguava +33\.0\.0 +→ +\? +3 files$/m);
    const library = { path: 'lib/orders-1.jar', name: 'orders', version: '1', bytes: 5 };
    const change = { name: 'orders', before: library, after: library };
    const anew = { kind: 'compared', added: [], changed: [], removed: [] } as const;
    assert.match(
      textOf({ libraries: [{ ...change, inside: anew }] }),
      /^It was rebuilt, but none of its files differ\.$/m,
    );
    assert.match(textOf({ libraries: [{ ...change, inside: { kind: 'notCompared' as const } }] }), /^Not compared: /m);
    const changed = [{ path: 'BOOT-INF/a', pathBefore: 'WEB-INF/a', bytesBefore: 1, bytesAfter: 2 }];
    assert.match(textOf({ changed }), /^BOOT-INF\/a +1 B +→ +2 B +before: WEB-INF\/a$/m);
  });
});
