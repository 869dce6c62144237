import assert from 'node:assert/strict';
import { isLowerVersion, namedVersion } from '../../../../src/core/packageCheck/isLowerVersion';
import { javaReleaseOf } from '../../../../src/core/packageCheck/javaReleaseOf';

describe('a version', () => {
  it('is lower by its numbers, and a SNAPSHOT before its release', () => {
    const lower = [
      ['1.4.1', '1.4.2'],
      ['1.9', '1.10'],
      ['1.4', '1.4.1'],
      ['1.4.2-SNAPSHOT', '1.4.2'],
      ['v1.4.1', '1.4.2'],
      ['1.4.2.RELEASE', '2.0.0-SNAPSHOT'],
      ['1.4.2-SNAPSHOT', '1.4.2.RELEASE'],
      ['2024.1', '2024.12'],
      ['20261126.9', '20261126.10'],
      ['1.4.1-5-gdeadbee', '1.4.2'],
      ['1.4.1-20261126.120000-3', '1.4.2-SNAPSHOT'],
    ] as const;
    for (const [one, other] of lower) {
      assert.equal(isLowerVersion(one, other), true, `${one} < ${other}`);
      assert.equal(isLowerVersion(other, one), false, `${other} > ${one}`);
    }
  });

  it('is not compared with a timestamp, nor where more than numbers would tell', () => {
    const same = [
      ['1.4.2', '20261126120000'],
      ['20261126', '1.4.2'],
      ['1.4.2', '1.4.2.0'],
      ['1.4.2-rc1', '1.4.2'],
      ['1.4.2-SNAPSHOT', '1.4.2-SNAPSHOT'],
      ['main', '1.4.2'],
      // Of two countings nobody knows which one came first.
      ['1.4.2', '2026.11.26'],
      ['1.4.2', '20261126.3'],
      ['2026.11.27', '20261126.3'],
      // What git describe gives comes after its tag, a deployed SNAPSHOT is one too.
      ['1.4.2-5-gdeadbee', '1.4.2'],
      ['1.4.2-5-gdeadbee-SNAPSHOT', '1.4.2'],
      ['1.4.2-SNAPSHOT', '1.4.2-5-gdeadbee'],
      ['1.4.2-SNAPSHOT', '1.4.2-20261126.120000-3'],
      ['1.4.2-SNAPSHOT', '1.4.2-rc1'],
      ['1.4.2-SNAPSHOT', '1.4.2-20261126120000'],
      ['', ''],
    ] as const;
    for (const [one, other] of same) {
      assert.equal(isLowerVersion(one, other), false, `${one}, ${other}`);
      assert.equal(isLowerVersion(other, one), false, `${other}, ${one}`);
    }
  });

  it('is read from the name of a file', () => {
    assert.equal(namedVersion('orders-service-1.4.2-SNAPSHOT-exec.jar')?.version, '1.4.2-SNAPSHOT-exec');
    assert.deepEqual(namedVersion('portal-3.1.0.WAR'), { name: 'portal', version: '3.1.0' });
    assert.equal(namedVersion('app.jar'), undefined);
  });
});

describe('the Java of an environment', () => {
  it('is a release in whichever way TEM writes it', () => {
    const names = ['KONA:11', 'KONA:17', 'OPEN:1.8', 'KONA:8', 'OPEN:21', '1.8.0_392', 'latest', ''];
    assert.deepEqual(names.map(javaReleaseOf), [11, 17, 8, 8, 21, 8, undefined, undefined]);
  });
});
