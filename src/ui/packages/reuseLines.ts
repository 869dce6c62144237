import * as vscode from 'vscode';
import type { ReuseObstacle } from '../../core/packageFacts';
import { columns } from './columns';

const maven = [
  'pom.xml, <properties>',
  '<project.build.outputTimestamp>2024-01-01T00:00:00Z</project.build.outputTimestamp>',
] as const;
const gradle = [
  'build.gradle',
  'tasks.withType(AbstractArchiveTask).configureEach { preserveFileTimestamps = false; reproducibleFileOrder = true }',
] as const;

/** Words what keeps a package from being reused when it is uploaded again, with the lines that a build file needs. */
export function reuseLines(obstacle: ReuseObstacle): readonly string[] {
  return [vscode.l10n.t('Uploading it again'), '', ...advice(obstacle)];
}

function advice(obstacle: ReuseObstacle): readonly string[] {
  switch (obstacle.kind) {
    case 'newTimes':
      return [
        vscode.l10n.t(
          'Each build gives the files of this package new times, so that little of it can be reused. This in the build file helps:',
        ),
        '',
        ...columns(obstacle.byMaven ? [maven] : [maven, gradle], (row) => row),
      ];
    case 'mergedLibraries':
      return [
        vscode.l10n.t(
          'Its libraries are merged into it, so that less of it can be reused than of a package that has them as JAR files inside, such as a Spring Boot JAR.',
        ),
      ];
  }
}
