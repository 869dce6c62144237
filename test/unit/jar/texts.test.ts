import assert from 'node:assert/strict';
import { splitVersion } from '../../../src/core/splitVersion';
import { parseManifest } from '../../../src/jar/parseManifest';
import { parseProperties } from '../../../src/jar/parseProperties';

function manifestOf(text: string | Buffer): Readonly<Record<string, string>> {
  return Object.fromEntries(parseManifest(Buffer.from(text)).attributes);
}

function propertiesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(parseProperties(Buffer.from(text)));
}

describe('parseManifest', () => {
  for (const [name, end] of Object.entries({ CRLF: '\r\n', LF: '\n', CR: '\r' })) {
    it(`reads lines that end with ${name}`, () => {
      const text = [
        'Manifest-Version: 1.0',
        'Main-Class: com.acme.',
        ' orders.',
        ' Main',
        'A: b',
        '',
        'Name: x',
        'C: d',
        '',
      ];
      assert.deepEqual(manifestOf(text.join(end)), {
        'manifest-version': '1.0',
        'main-class': 'com.acme.orders.Main',
        a: 'b',
      });
    });
  }

  it('joins a character that a line end divides', () => {
    const [head, tail] = [Buffer.from('Title: 订'), Buffer.from('单')];
    const broken = Buffer.concat([
      head,
      tail.subarray(0, 1),
      Buffer.from('\r\n '),
      tail.subarray(1),
      Buffer.from('\r\n'),
    ]);
    assert.deepEqual(manifestOf(broken), { title: '订单' });
  });

  it('takes names in any case, and the last of equal ones', () => {
    assert.deepEqual(manifestOf('MAIN-class: a\nmain-CLASS: b\n'), { 'main-class': 'b' });
  });

  it('does not take an attribute of a section for a main one', () => {
    assert.deepEqual(manifestOf('A: b\n\nName: com/acme/\nMain-Class: evil\n'), { a: 'b' });
    assert.deepEqual(manifestOf(''), {});
  });

  // As java.util.jar.Manifest of Java 17 reads each of them.
  it('does not read a last line without an end', () => {
    for (const [text, attributes, line] of [
      ['A: b\nMain-Class: c', { a: 'b' }, 2],
      ['Main-Class: c', {}, 1],
      ['A: b\nB: c\n d', { a: 'b' }, 3],
    ] as const) {
      const found = parseManifest(Buffer.from(text));
      assert.deepEqual(Object.fromEntries(found.attributes), attributes);
      assert.deepEqual(found.flaw, { kind: 'ignoredLine', line });
    }
    for (const text of ['A: b\rB: c\r', 'A: b\n\n', 'A: b\n\nName: c', 'A: b\n\nrest', '']) {
      assert.ok(!('flaw' in parseManifest(Buffer.from(text))), JSON.stringify(text));
    }
  });

  it('takes nothing from one that Java refuses, and names the line', () => {
    for (const [text, line] of [
      ['\ufeffManifest-Version: 1.0\nMain-Class: a\n', 1],
      ['A: 1\nMain-Class:a\n', 2],
      ['A: 1\nMain-Class\n', 2],
      ['A: 1\nMain-Class:\n', 2],
      ['A: 1\nMain Class: a\n', 2],
      ['A: 1\nÄ: a\n', 2],
      ['A.b: 1\n', 1],
      [': 1\n', 1],
      [' lost\nA: 1\n', 1],
      ['A: 1\n\tlost\n', 2],
      ['\nMain-Class: a\n\n', 2],
      [`${'A'.repeat(71)}: 1\n`, 1],
      [`A: 1\nB: ${'x'.repeat(509)}\n`, 2],
      [`A: 1\nB: ${'x'.repeat(510)}`, 2],
      ['A: 1\n\nB: 2\n', 3],
      ['A: 1\n\nName:x\n', 3],
      ['A: 1\n\nName: x\nB2\n', 4],
      ['A: 1\n\n x\n', 3],
    ] as const) {
      const found = parseManifest(Buffer.from(text));
      assert.deepEqual([found.attributes.size, found.flaw], [0, { kind: 'refusedLine', line }], JSON.stringify(text));
    }
  });

  it('takes what looks wrong and is not', () => {
    assert.deepEqual(manifestOf(`${'A'.repeat(70)}: 1\n`), { ['a'.repeat(70)]: '1' });
    assert.deepEqual(manifestOf(`B: ${'x'.repeat(508)}\n`), { b: 'x'.repeat(508) });
    assert.deepEqual(manifestOf('A: \n-B: 1\n_C: a: b\nD:  e \t\n\u00a0'), { a: '', '-b': '1', _c: 'a: b', d: 'e' });
    assert.deepEqual(manifestOf('A: 1\n\n\n\nNAME: x\n y\nB: 2\n\n\n'), { a: '1' });
  });
});

describe('parseProperties', () => {
  it('reads separators, comments, escapes and joined lines as Java does', () => {
    const text = '# no\n ! no\\\na=1\nb : 2\nc 3\nd\\ e=f\\\n   g\nh=\\u4e2d\\t\\\\\n\\#i=j\\\\\nk=\n';
    assert.deepEqual(propertiesOf(text), { a: '1', b: '2', c: '3', 'd e': 'fg', h: '中\t\\', '#i': 'j\\', k: '' });
  });

  it('is quick about hostile lines', () => {
    const started = process.cpuUsage();
    for (const piece of ['\\', ' ', '=', 'a', '\\u', '\n\\']) propertiesOf(`${piece.repeat(200_000)}x`);
    for (const piece of [' ', '\r\n ', 'A: b\n', ':']) manifestOf(`A${piece.repeat(200_000)}x`);
    splitVersion('1-a.1-'.repeat(10_000));
    assert.ok(process.cpuUsage(started).user < 2_000_000);
  });
});

describe('splitVersion', () => {
  for (const [stem, name, version] of [
    ['spring-boot-starter-web-3.3.4', 'spring-boot-starter-web', '3.3.4'],
    ['log4j-1.2-api-2.20.0', 'log4j-1.2-api', '2.20.0'],
    ['hibernate-jpa-2.1-api-1.0.2.Final', 'hibernate-jpa-2.1-api', '1.0.2.Final'],
    ['guava-33.0.0-jre', 'guava', '33.0.0-jre'],
    [
      'netty-transport-native-epoll-4.1.112.Final-linux-x86_64',
      'netty-transport-native-epoll',
      '4.1.112.Final-linux-x86_64',
    ],
    ['orders-api-1.0-20261123.120500-7', 'orders-api', '1.0-20261123.120500-7'],
    ['orders-api-1.0-SNAPSHOT', 'orders-api', '1.0-SNAPSHOT'],
    ['acme-1.0-beta-2.1', 'acme', '1.0-beta-2.1'],
    ['jackson-module-scala_2.13-2.15.0', 'jackson-module-scala_2.13', '2.15.0'],
    ['geronimo-jta_1.1_spec-1.1.1', 'geronimo-jta_1.1_spec', '1.1.1'],
    ['google-api-services-storage-v1-rev20231012-2.0.0', 'google-api-services-storage-v1-rev20231012', '2.0.0'],
    ['json-20231013', 'json', '20231013'],
    ['h2-2.2.224', 'h2', '2.2.224'],
    ['tool-v1.2', 'tool', 'v1.2'],
    ['plain', 'plain', ''],
    ['1.0', '1.0', ''],
  ] as const) {
    it(`reads ${stem}`, () => assert.deepEqual(splitVersion(stem), { name, version }));
  }
});
