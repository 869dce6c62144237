import assert from 'node:assert/strict';
import { proposedName, proposedNames } from '../../../../src/ui/packages/proposedName';

describe('the name that is proposed for a download', () => {
  it('is the package’s own where that is a name', () => {
    for (const name of ['orders-1.4.2.jar', 'Orders (1).WAR', '订单-1.0.jar', 'a.b.c.jar', '📦.jar']) {
      assert.equal(proposedName(name), name);
    }
  });

  const cases: readonly (readonly [string, string])[] = [
    ['', 'package.jar'],
    ['.', 'package.jar'],
    ['..', 'package.jar'],
    ['.jar', 'package.jar'],
    ['.bash_profile', 'bash_profile.jar'],
    ['...jar', 'package.jar'],
    ['../../.ssh/authorized_keys', '_.._.ssh_authorized_keys.jar'],
    ['..\\..\\a.jar', '_.._a.jar'],
    ['C:\\a.jar', 'C__a.jar'],
    ['a/b.war', 'a_b.war'],
    ['-rf.jar', 'rf.jar'],
    ['orders\u202eraj.jar', 'orders_raj.jar'],
    ['a\u0000b\u001bc\u0085d\ne.jar', 'a_b_c_d_e.jar'],
    ['a\u200bb\u2028c\ud800.jar', 'a_b_c_.jar'],
    ['con', '_con.jar'],
    ['NUL.jar', '_NUL.jar'],
    ['com1.tar.jar', '_com1.tar.jar'],
    ['lpt9 .jar', '_lpt9.jar'],
    ['a<b>|"?*.jar', 'a_b_____.jar'],
    ['orders. .jar', 'orders.jar'],
  ];
  for (const [named, proposed] of cases) {
    it(`is ${proposed} for ${JSON.stringify(named).replace(/[^\x20-\x7e]/g, '?')}`, () => {
      const name = proposedName(named);
      assert.equal(name, proposed);
      assert.match(name, /^[^.][^\p{Cc}\p{Cf}\p{Cs}/\\]*\.[jw]ar$/iu);
    });
  }

  it('is no longer than a name may be, in whichever writing', () => {
    for (const sign of ['a', '订', '📦', '\u202e', '.']) {
      const name = proposedName(`${sign.repeat(100_000)}.jar`);
      assert.ok(Buffer.byteLength(name) <= 210 && name.endsWith('.jar'), sign);
      assert.doesNotMatch(name, /\p{Cs}/u);
    }
  });
});

describe('the names that are proposed for several downloads into one folder', () => {
  const namesOf = (...packages: readonly (readonly [string, string])[]) =>
    proposedNames(packages.map(([packageName, version]) => ({ packageName, version })));

  it('are the packages’ own where these differ', () => {
    assert.deepEqual(namesOf(['a.jar', '1'], ['b.war', '1']), ['a.jar', 'b.war']);
  });

  it('have the version in them where they do not, in whichever letter case', () => {
    assert.deepEqual(namesOf(['a.jar', '1'], ['A.JAR', '2'], ['b.jar', '1']), ['a-1.jar', 'A-2.JAR', 'b.jar']);
    assert.deepEqual(namesOf(['a.jar', '../1'], ['a.jar', '2']), ['a-.._1.jar', 'a-2.jar']);
  });

  it('differ where the versions do not help, and where nothing fits behind a long name', () => {
    assert.deepEqual(namesOf(['a.jar', '1'], ['a.jar', '1'], ['a-1.jar', '1']), ['a-1.jar', 'a-1-2.jar', 'a-1-3.jar']);
    for (const long of ['x'.repeat(300), '订'.repeat(300), '']) {
      const names = namesOf(...Array.from({ length: 30 }, () => [`${long}.jar`, long] as const));
      assert.equal(new Set(names.map((name) => name.toLowerCase())).size, 30);
      for (const name of names) assert.ok(Buffer.byteLength(name) <= 210 && name.endsWith('.jar'), name);
    }
  });
});
