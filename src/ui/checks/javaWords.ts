import * as vscode from 'vscode';
import type { JavaOfEnvironment } from '../../core/packageCheck/finding';
import { javaReleaseOf } from '../../core/packageCheck/javaReleaseOf';
import type { JavaNeed } from '../../core/packageFacts';
import { fileName } from './fileName';
import { listOf, named, pathText } from './namedSome';

/** Words a Java release and what needs it. */
export function needText({ release, of, className, library }: JavaNeed): string {
  const what =
    library === undefined ? pathText(className) : vscode.l10n.t('{0} in {1}', pathText(className), fileName(library));
  const whose: Record<JavaNeed['of'], string> = {
    own: what,
    launcher: vscode.l10n.t('launcher {0}', what),
    library: what,
  };
  return `${release} (${whose[of]})`;
}

/** Words which Java each environment has. */
export function environmentsText(environments: readonly JavaOfEnvironment[]): string {
  return listOf(
    environments.map(({ environmentName, jdkVersion }) =>
      vscode.l10n.t(
        '{0} has Java {1} ({2})',
        named(environmentName),
        javaReleaseOf(jdkVersion) ?? '?',
        named(jdkVersion),
      ),
    ),
    environments.length,
  );
}

/** Says what helps: own classes can be compiled for an older Java; a launcher or a library has to be an older one. */
export function javaRemedy({ of, release }: JavaNeed, environments: readonly JavaOfEnvironment[]): string {
  const [offered = release] = environments
    .map(({ jdkVersion }) => javaReleaseOf(jdkVersion) ?? release)
    .sort((a, b) => a - b);
  return of === 'own'
    ? vscode.l10n.t(
        'Build for Java {0} (maven.compiler.release), or select Java {1} for the environment.',
        offered,
        release,
      )
    : vscode.l10n.t(
        'Use an older version of it that runs on Java {0}, or select Java {1} for the environment.',
        offered,
        release,
      );
}
