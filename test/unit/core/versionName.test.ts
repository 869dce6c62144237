import assert from 'node:assert/strict';
import { anotherVersion, versionName } from '../../../src/core/versionName';

describe('versionName', () => {
  const noon = new Date(2026, 10, 3, 12, 5, 9).getTime();

  it('names a version by the local time', () => {
    assert.equal(versionName('${timestamp}', 'orders-1.4.2.jar', noon), '20261103120509');
  });

  it('puts in the name of the file and lowers it, as TEM refuses capitals', () => {
    assert.equal(
      versionName('${name}-${timestamp}', 'Orders-1.0-SNAPSHOT.JAR', noon),
      'orders-1.0-snapshot-20261103120509',
    );
  });

  it('takes a file name literally, whatever it holds', () => {
    assert.equal(versionName('${name}', "a$&b$'c.jar", noon), "a$&b$'c");
  });

  for (const [why, template] of [
    ['is empty', '  '],
    ['is longer than 128 characters', 'v'.repeat(129)],
    ['holds a space', 'my version'],
    ['holds a slash', '../other'],
    ['is a dot', '.'],
    ['is the folder above', '..'],
    ['holds an escape character', 'v\u001b[1m'],
    ['turns the direction of writing', 'v\u202e1'],
    ['holds half a character', 'v\ud800'],
  ] as const) {
    it(`refuses a version that ${why}`, () => {
      assert.throws(() => versionName(template, 'orders.jar', noon), { failure: 'badVersion' });
    });
  }

  it('makes another version of one, within what TEM takes', () => {
    assert.equal(anotherVersion('20261103120509', 2), '20261103120509-2');
    assert.equal(anotherVersion('v'.repeat(128), 10), `${'v'.repeat(125)}-10`);
  });
});
