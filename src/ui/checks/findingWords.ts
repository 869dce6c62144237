import * as vscode from 'vscode';
import type { SecretKind } from '../../core/packageCheck/archiveFinding';
import type { Finding, FindingKind } from '../../core/packageCheck/finding';
import { formatAge } from '../messages/formatAge';
import { roleWords } from '../messages/roleWords';
import { fileName } from './fileName';
import { environmentsText, javaRemedy, needText } from './javaWords';
import { list, listOf, maxNamed, named, pathText } from './namedSome';

/** A finding in words, as sentences: what is wrong, and what helps. */
export interface FindingWords {
  readonly said: string;
  readonly remedy: string;
}

type Of<Kind extends FindingKind> = Extract<Finding, { readonly kind: Kind }>;

const words: { readonly [Kind in FindingKind]: (finding: Of<Kind>) => FindingWords } = {
  unreadable: ({ isDamaged }) => ({
    said: isDamaged
      ? vscode.l10n.t('It is incomplete or damaged: Java does not open it.')
      : vscode.l10n.t('Java does not open it: it is not a runnable JAR or WAR.'),
    remedy: isDamaged
      ? vscode.l10n.t('Wait for the build to finish, or build again.')
      : vscode.l10n.t('Select another file.'),
  }),
  noMainClass: () => ({
    said: vscode.l10n.t('Java finds no main class in its manifest.'),
    remedy: vscode.l10n.t(
      'Build an executable JAR (spring-boot-maven-plugin “repackage”, Gradle “bootJar”, or a Main-Class in the manifest).',
    ),
  }),
  mainClassMissing: ({ attribute, className }) => ({
    said: vscode.l10n.t('{0} in the manifest names {1}, which is not in the package.', attribute, named(className)),
    remedy: vscode.l10n.t('Correct the name in the build file, and build again.'),
  }),
  classPathOutside: ({ paths, count }) => ({
    said: vscode.l10n.t('It needs files beside it that TEM does not get: {0}.', list(paths, count)),
    remedy: vscode.l10n.t(
      'Build one JAR with all libraries (Quarkus: quarkus.package.jar.type=uber-jar; others: bootJar, shadowJar, shade).',
    ),
  }),
  bytesAfterEnd: ({ bytes }) => ({
    said: vscode.l10n.t('Bytes after the end of the archive: {0}. Java does not open it.', bytes),
    remedy: vscode.l10n.t('Build again, and leave out the step that appends to the file.'),
  }),
  foreignSignatures: ({ paths, count }) => ({
    said: vscode.l10n.t('It has signatures of other archives, which Java rejects: {0}.', list(paths, count)),
    remedy: vscode.l10n.t('Exclude META-INF/*.SF, *.DSA and *.RSA where the libraries are packed together.'),
  }),
  deflatedLibraries: ({ paths, count }) => ({
    said: vscode.l10n.t('Libraries are compressed, which the Spring Boot launcher rejects: {0}.', list(paths, count)),
    remedy: vscode.l10n.t('Build again. If a tool repacks the JAR, let it store nested JARs uncompressed.'),
  }),
  refusedNames: ({ paths, count }) => ({
    said: vscode.l10n.t('Java does not read these names of files: {0}.', list(paths, count)),
    remedy: vscode.l10n.t('Use UTF-8 for file names in the build, or rename the files.'),
  }),
  damagedEntries: ({ paths, count }) => ({
    said: vscode.l10n.t('Damaged files: {0}.', list(paths, count)),
    remedy: vscode.l10n.t('Build again, or copy the package again from where it is whole.'),
  }),
  newerJava: ({ need, environments }) => ({
    said: vscode.l10n.t('It requires Java {0}; {1}.', needText(need), environmentsText(environments)),
    remedy: javaRemedy(need, environments),
  }),
  newerJavaInSome: ({ need, environments }) => ({
    said: vscode.l10n.t(
      'It requires Java {0}, which not all environments have: {1}.',
      needText(need),
      environmentsText(environments),
    ),
    remedy: javaRemedy(need, environments),
  }),
  otherDeployMode: ({ isWar, applicationName }) => ({
    said: isWar
      ? vscode.l10n.t('It is a WAR, and {0} runs JAR files.', named(applicationName))
      : vscode.l10n.t('It is a JAR, and {0} runs WAR files.', named(applicationName)),
    remedy: isWar
      ? vscode.l10n.t('Build a JAR, or upload it to an application that runs WAR files.')
      : vscode.l10n.t('Build a WAR, or upload it to an application that runs JAR files.'),
  }),
  notMeant: ({ role, meant }) => ({
    said: vscode.l10n.t('It does not look like the package to run: {0}.', roleWords(role)),
    remedy:
      meant === undefined
        ? vscode.l10n.t('Build the package that runs by itself.')
        : vscode.l10n.t('The same build has {0}.', fileName(meant)),
  }),
  stale: ({ path, changedAt, builtAt }) => ({
    said: vscode.l10n.t(
      '{0} has changed since the build: changed {1}, built {2}.',
      fileName(path),
      formatAge(changedAt),
      formatAge(builtAt),
    ),
    remedy: vscode.l10n.t('Build again to include the change.'),
  }),
  alreadyStored: ({ packageName, version, storedAt }) => ({
    said: vscode.l10n.t(
      'TEM already has this package: {0}, version {1}, uploaded {2}.',
      named(packageName),
      named(version),
      formatAge(storedAt),
    ),
    remedy: vscode.l10n.t('Use version {0}, or build again.', named(version)),
  }),
  lowerVersion: ({ version, runningVersion, environmentName }) => ({
    said: vscode.l10n.t(
      'Its version {0} is lower than {1}, which runs in {2}.',
      named(version),
      named(runningVersion),
      named(environmentName),
    ),
    remedy: vscode.l10n.t('Check that this is the build you want.'),
  }),
  repeatedLibraries: ({ libraries, count }) => ({
    said: vscode.l10n.t(
      'Libraries are there in several versions: {0}.',
      listOf(
        libraries.map(({ name, paths }) => `${named(name)} (${paths.slice(0, maxNamed).map(fileName).join(', ')})`),
        count,
      ),
    ),
    remedy: vscode.l10n.t(
      'Keep one version of each in the build file (dependencyManagement, exclusions), and build again.',
    ),
  }),
  snapshots: ({ paths, count }) => ({
    said: vscode.l10n.t('SNAPSHOT versions for production: {0}.', list(paths.map(fileName), count)),
    remedy: vscode.l10n.t('Use released versions, and build again.'),
  }),
  devtools: ({ path }) => ({
    said: vscode.l10n.t('It has the developer tools of Spring Boot: {0}.', fileName(path)),
    remedy: vscode.l10n.t(
      'Mark spring-boot-devtools as optional (Maven) or developmentOnly (Gradle), and build again.',
    ),
  }),
  secrets: ({ places, count }) => ({
    said: vscode.l10n.t(
      'Secrets in clear text: {0}.',
      listOf(
        places.map(({ path, line, secret }) =>
          vscode.l10n.t('{0}, line {1} ({2})', pathText(path), line, secretText(secret)),
        ),
        count,
      ),
    ),
    remedy: vscode.l10n.t('Move them to the configuration of the environment in TEM. Replace those that were shared.'),
  }),
};

/** Words a finding and its remedy. Names in a package are somebody else's: they are cut and made visible. */
export function findingWords(finding: Finding): FindingWords {
  const say = words[finding.kind] as (one: Finding) => FindingWords;
  return say(finding);
}

function secretText(secret: SecretKind): string {
  const secrets: Record<SecretKind, string> = {
    tencentKey: vscode.l10n.t('Tencent Cloud key'),
    privateKey: vscode.l10n.t('private key'),
    password: vscode.l10n.t('password'),
  };
  return secrets[secret];
}
