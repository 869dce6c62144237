import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../src/core/packageCheck/checkReport';
import { severities, type Finding } from '../../src/core/packageCheck/finding';
import { checkQuestion } from '../../src/ui/checks/checkQuestion';
import { checkText } from '../../src/ui/checks/checkText';
import { checkUpload, type CheckUploadDeps } from '../../src/ui/checks/checkUpload';
import { findingLines } from '../../src/ui/checks/findingLines';
import { findingWords } from '../../src/ui/checks/findingWords';
import { MutedFindings } from '../../src/ui/checks/mutedFindings';
import { repoRoot } from '../harness/cacheDir';
import { MemoryState } from './memoryState';

const need = { release: 21, of: 'own', className: 'com/acme/Main.class' } as const;
const prod = { environmentName: 'shop-prod', jdkVersion: 'KONA:17' };
const some = { paths: ['a/one.jar', 'a/two.jar', 'a/three.jar', 'a/four.jar'], count: 14 };
// In the middle of an hour: the other suites take minutes.
const hoursAgo = (hours: number) => Date.now() - (hours + 0.4) * 3_600_000;

/** One finding of each kind. */
const samples: { readonly [Kind in Finding['kind']]: Extract<Finding, { readonly kind: Kind }> } = {
  unreadable: { kind: 'unreadable', isDamaged: true },
  noMainClass: { kind: 'noMainClass' },
  mainClassMissing: { kind: 'mainClassMissing', attribute: 'Start-Class', className: 'com.acme.Gone' },
  classPathOutside: { kind: 'classPathOutside', ...some },
  bytesAfterEnd: { kind: 'bytesAfterEnd', bytes: 7 },
  foreignSignatures: { kind: 'foreignSignatures', ...some },
  deflatedLibraries: { kind: 'deflatedLibraries', ...some },
  refusedNames: { kind: 'refusedNames', ...some },
  damagedEntries: { kind: 'damagedEntries', ...some },
  newerJava: { kind: 'newerJava', need, environments: [prod] },
  newerJavaInSome: { kind: 'newerJavaInSome', need, environments: [prod] },
  otherDeployMode: { kind: 'otherDeployMode', isWar: true, applicationName: 'orders' },
  notMeant: { kind: 'notMeant', role: 'thin', meant: '/w/target/orders-exec.jar' },
  stale: { kind: 'stale', path: '/w/src/Orders.java', changedAt: hoursAgo(2), builtAt: hoursAgo(5) },
  alreadyStored: { kind: 'alreadyStored', packageName: 'orders.jar', version: '1.4.2', storedAt: hoursAgo(2) },
  lowerVersion: { kind: 'lowerVersion', version: '1.4.1', runningVersion: '1.4.2', environmentName: 'shop-prod' },
  repeatedLibraries: {
    kind: 'repeatedLibraries',
    libraries: [{ name: 'gson', paths: ['lib/gson-2.1.jar', 'lib/gson-2.9.jar'] }],
    count: 1,
  },
  snapshots: { kind: 'snapshots', ...some },
  devtools: { kind: 'devtools', path: 'lib/spring-boot-devtools-3.3.4.jar' },
  secrets: { kind: 'secrets', places: [{ path: 'application.yml', line: 12, secret: 'password' }], count: 1 },
};
const kinds = Object.keys(samples) as Finding['kind'][];

describe('the findings of a check in words', () => {
  it('each say what is wrong and what helps, as sentences, and in Chinese as well', () => {
    const bundle = JSON.parse(readFileSync(join(repoRoot, 'l10n', 'bundle.l10n.zh-cn.json'), 'utf8')) as Readonly<
      Record<string, string>
    >;
    assert.deepEqual(kinds.sort(), Object.keys(severities).sort());
    for (const kind of kinds) {
      const { said, remedy } = findingWords(samples[kind]);
      assert.match(said, /^[A-Z.\w].*\.$/, kind);
      assert.match(remedy, /^[A-Z].*\.$/, kind);
    }
    const chinese = (said: string) => bundle[said] ?? '';
    assert.match(chinese('It requires Java {0}; {1}.'), /所需 Java 版本/);
  });

  it('name both Javas, the class and the environment', () => {
    assert.deepEqual(findingWords(samples.newerJava), {
      said: 'It requires Java 21 (com/acme/Main.class); shop-prod has Java 17 (KONA:17).',
      remedy: 'Build for Java 17 (maven.compiler.release), or select Java 21 for the environment.',
    });
    const inLibrary = { ...need, of: 'library', library: 'BOOT-INF/lib/core-7.0.jar' } as const;
    assert.match(
      findingWords({ ...samples.newerJava, need: inLibrary }).said,
      /Java 21 \(com\/acme\/Main\.class in core-7\.0\.jar\)/,
    );
  });

  it('cut long lists, and show nothing of others that hides or turns what is read', () => {
    assert.match(findingWords(samples.snapshots).said, /one\.jar, two\.jar, three\.jar and 11 more\.$/);
    const turned = findingWords({ kind: 'devtools', path: `lib/\u202Egnp.jar${'x'.repeat(5000)}` }).said;
    assert.ok(!turned.includes('\u202E') && turned.length < 300);
    const all = findingLines(kinds.map((kind) => samples[kind]));
    assert.equal(all.length, 9);
    assert.equal(all.at(-1), '… and 12 more');
  });

  it('say of a secret where it stands, however deep that is, and never what it is', () => {
    assert.match(findingWords(samples.secrets).said, /application\.yml, line 12 \(password\)/);
    const places = [{ path: `${'deep/'.repeat(400)}application.yml`, line: 12, secret: 'password' }] as const;
    const { said } = findingWords({ kind: 'secrets', places, count: 1 });
    assert.match(said, /: ….*deep\/application\.yml, line 12 \(password\)\.$/);
    assert.ok(said.length < 200);
  });
});

const report = (findings: readonly Finding[], more: Partial<CheckReport['looked']> = {}): CheckReport => ({
  packageName: 'orders.jar',
  facts: { kind: 'springBootJar', bytes: 2048, files: 3, libraries: [], libraryBytes: 0, java: need },
  findings,
  looked: { archive: { entries: 3, libraries: 2, classes: 1, texts: 1, textBytes: 10 }, unknown: [], ...more },
});

describe('the document of a check', () => {
  it('has the verdict, errors before warnings, and what was looked at', () => {
    const environment = { ...prod, kind: 'prod', version: '1.4.1', packageName: 'orders.jar' } as const;
    const text = checkText(
      'orders.jar',
      report([samples.newerJava, samples.stale], { environments: [environment], packages: 4, unknown: ['build'] }),
    );
    assert.equal(text[0], 'orders.jar');
    assert.match(text[1] ?? '', /^will not start: 1 error · .* · requires Java 21$/);
    assert.deepEqual(text.filter((line) => /^\w/.test(line)).slice(2), ['Errors', 'Warnings', 'What was looked at']);
    assert.ok(text.includes('  Environment: shop-prod, Java KONA:17, 1.4.1'));
    assert.ok(text.includes('  Packages in TEM, by size and directory: 4'));
    assert.ok(text.some((line) => line.startsWith('  Not known: the state of the build.')));
  });

  it('says that nothing was found, and that nobody knows where the package goes', () => {
    const text = checkText('orders.jar', report([]));
    assert.match(text[1] ?? '', /^nothing keeps it from starting · /);
    assert.ok(text.some((line) => line.includes('No environment')));
  });
});

describe('the question before an upload', () => {
  const checked = (path: string, ...findings: readonly Finding[]) => ({ path, report: report(findings), findings });
  const asked = (isAlone: boolean, ...files: readonly ReturnType<typeof checked>[]) => {
    const { question, lines, buttons } = checkQuestion(files, { isAlone });
    return { question, lines, buttons: [...buttons.keys()] };
  };
  const orders = '/w/orders/target/orders.jar';

  it('never forbids: with errors it is uploaded anyway, with warnings it is just uploaded', () => {
    const errors = asked(true, checked(orders, samples.newerJava));
    assert.equal(errors.question, 'orders.jar will not start as it is. Upload it anyway?');
    assert.deepEqual(errors.buttons, ['Upload Anyway', 'Show Details']);
    assert.match(errors.lines[0] ?? '', /^✖ It requires Java 21 .* Build for Java 17/);
    const warnings = asked(true, checked(orders, samples.stale));
    assert.equal(warnings.question, 'Upload orders.jar?');
    assert.deepEqual(warnings.buttons, ['Upload', 'Show Details', "Don't Warn Again for This Module"]);
    assert.match(
      warnings.lines[0] ?? '',
      /^⚠ Orders\.java has changed since the build: changed 2 h ago, built 5 h ago\./,
    );
  });

  it('has what helps first: the package that is meant, and the version that TEM has', () => {
    const both = asked(true, checked(orders, samples.noMainClass, samples.notMeant, samples.alreadyStored));
    assert.deepEqual(both.buttons.slice(0, 3), [
      'Upload orders-exec.jar Instead',
      'Use Version 1.4.2',
      'Upload Anyway',
    ]);
    assert.ok(!asked(false, checked(orders, samples.alreadyStored)).buttons.includes('Use Version 1.4.2'));
  });

  it('is one for several files, those with errors first, and says how many more there are', () => {
    const files = Array.from({ length: 6 }, (_, n) => checked(`/w/m${n}/target/m${n}.jar`, samples.stale));
    const { question, lines, buttons } = asked(false, ...files, checked(orders, samples.newerJava));
    assert.equal(question, 'orders.jar will not start as it is. Upload it anyway?');
    assert.deepEqual(
      lines.filter((line) => line.endsWith(':')),
      ['orders.jar:', 'm0.jar:', 'm1.jar:', 'm2.jar:'],
    );
    assert.equal(lines.at(-1), '… and 3 more');
    assert.equal(buttons.at(-1), "Don't Warn Again for These Modules");
    const two = asked(false, checked(orders, samples.noMainClass), checked('/w/b.jar', samples.noMainClass));
    assert.equal(two.question, '2 packages will not start as they are. Upload them anyway?');
    const all = kinds.map((kind) => samples[kind]);
    const four = asked(false, ...files.slice(0, 4).map(({ path }) => checked(path, ...all)));
    assert.equal(four.lines.filter((line) => /^[✖⚠]/.test(line)).length, 8);
  });
});

describe('warnings that are put away', () => {
  it('stay away for their module only, until they are brought back; errors never do', async () => {
    const muted = new MutedFindings(new MemoryState());
    const all = [samples.newerJava, samples.stale, samples.secrets];
    await muted.mute('/w/orders/target/a.jar', [samples.newerJava, samples.stale]);
    const left = (path: string) => muted.without(path, all).map(({ kind }) => kind);
    assert.deepEqual(left('/w/orders/target/b.jar'), ['newerJava', 'secrets']);
    assert.deepEqual(left('/w/portal/target/b.jar'), ['newerJava', 'stale', 'secrets']);
    await muted.reset();
    assert.deepEqual(left('/w/orders/target/b.jar'), ['newerJava', 'stale', 'secrets']);
  });
});

describe('the check before an upload', () => {
  const target = { accountId: 'a', region: 'r', applicationId: 's', applicationName: 'orders' };
  const file = { path: '/w/orders/target/orders.jar', target };
  const depsOf = (findings: readonly Finding[]): CheckUploadDeps => ({
    checks: {
      file: () => Promise.resolve(report(findings)),
      stored: () => Promise.reject(new Error('it is not asked for')),
    },
    muted: new MutedFindings(new MemoryState()),
    showChecks: () => Promise.resolve(),
    showStored: () => Promise.resolve(),
    mayBeSent: () => Promise.resolve(true),
  });

  it('is silent where all is well, where all was put away, and where a file cannot be checked', async () => {
    assert.deepEqual(await checkUpload(depsOf([]), [file]), [file]);
    const away = depsOf([samples.stale]);
    await away.muted.mute(file.path, [samples.stale]);
    assert.deepEqual(await checkUpload(away, [file]), [file]);
    const broken = {
      ...depsOf([]),
      checks: { ...depsOf([]).checks, file: () => Promise.reject(new Error('made up')) },
    };
    assert.deepEqual(await checkUpload(broken, [file]), [file]);
    assert.deepEqual(await checkUpload(depsOf([]), []), []);
  });
});
