import * as vscode from 'vscode';
import type { ReuseObstacle } from '../../core/packageFacts';

// Each below the file that it goes into, as it is pasted there.
const maven = [
  'pom.xml, <properties>',
  '  <project.build.outputTimestamp>2024-01-01T00:00:00Z</project.build.outputTimestamp>',
] as const;
const gradle = [
  'build.gradle',
  '  tasks.withType(AbstractArchiveTask).configureEach {',
  '    preserveFileTimestamps = false',
  '    reproducibleFileOrder = true',
  '  }',
] as const;
const gradleInKotlin = [
  'build.gradle.kts',
  '  tasks.withType<AbstractArchiveTask>().configureEach {',
  '    isPreserveFileTimestamps = false',
  '    isReproducibleFileOrder = true',
  '  }',
] as const;

/** Words what keeps a package from being reused when it is uploaded again, with the lines that a build file needs. */
export function reuseLines(obstacle: ReuseObstacle): readonly string[] {
  return [vscode.l10n.t('Uploading it again'), '', ...advice(obstacle)];
}

/** The document does not wrap: each line is one that can be read at once. */
function advice(obstacle: ReuseObstacle): readonly string[] {
  switch (obstacle.kind) {
    case 'newTimes':
      return [
        vscode.l10n.t('Each build gives the files of this package new times, so that little of it can be reused.'),
        vscode.l10n.t('This in the build file helps:'),
        '',
        ...(obstacle.byMaven ? maven : [...maven, '', ...gradle, '', ...gradleInKotlin]),
      ];
    case 'mergedLibraries':
      return [
        vscode.l10n.t('Its libraries are merged into it, so that less of it can be reused.'),
        vscode.l10n.t('More can be reused of a package with JAR files inside, such as a Spring Boot JAR.'),
      ];
  }
}
