import { classFile } from '../../fixtures/classFile';
import { handmadeZip } from './handmadeZip';
import type { Random } from './random';

const names = [
  'META-INF/MANIFEST.MF',
  'meta-inf/manifest.mf',
  'META-INF/',
  'BOOT-INF/classes/META-INF/build-info.properties',
  'git.properties',
  'WEB-INF/lib/a-1.0-b-2.0.jar',
  'BOOT-INF/lib/spring-boot-3.jar',
  'BOOT-INF/classes/A.class',
  'WEB-INF/classes/module-info.class',
  'META-INF/versions/21/A.class',
  '../../A.class',
  '/',
  '',
];
const pieces = [
  ...[
    '\r',
    '\n',
    '\r\n',
    ' ',
    ': ',
    ':',
    '=',
    '\\',
    '\\u00e',
    '\\u00e9',
    '#',
    '!',
    '\0',
    'é',
    '\xff',
    'x'.repeat(72),
    '\t',
  ],
  ...[
    'Main-Class',
    'start-class: ',
    'Name: a\n',
    'Implementation-Version: ',
    'Created-By: ',
    'git.dirty=',
    'build.time',
    '1',
  ],
];

/** A well-formed ZIP of entries that matter, with contents that make no sense. */
export function strangeZip(random: Random): Buffer {
  const count = 1 + random.below(8);
  return handmadeZip(
    Array.from({ length: count }, () => {
      const name = random.of(names);
      const content = name.endsWith('.class') ? strangeClass(random) : strangeText(random);
      return { name, content, isDeflated: random.below(2) === 0 };
    }),
  );
}

function strangeText(random: Random): Buffer {
  const encoding = random.of(['utf8', 'latin1'] as const);
  return Buffer.from(Array.from({ length: random.below(60) }, () => random.of(pieces)).join(''), encoding);
}

function strangeClass(random: Random): Buffer {
  const bytes = classFile('A', random.below(65536));
  return bytes.subarray(0, random.of([bytes.length, random.below(12)]));
}
