import * as vscode from 'vscode';
import type { Incompatibility } from '../../core/offerApplications';

/** Words why the application called `name` cannot take a package, as a sentence. */
export function incompatibilitySentence(name: string, incompatibility: Incompatibility): string {
  const why: Record<Incompatibility, string> = {
    takesWar: vscode.l10n.t('{0} accepts WAR files, not JAR files', name),
    takesJar: vscode.l10n.t('{0} accepts JAR files, not WAR files', name),
    takesImage: vscode.l10n.t('{0} runs container images, not packages', name),
  };
  return why[incompatibility];
}
