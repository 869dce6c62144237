import * as vscode from 'vscode';
import type { Incompatibility } from '../../core/offerApplications';

/** Words why the application called `name` cannot take a package, as a sentence. */
export function incompatibilitySentence(name: string, incompatibility: Incompatibility): string {
  const why: Record<Incompatibility, string> = {
    takesWar: vscode.l10n.t('{0} takes a WAR, not a JAR', name),
    takesJar: vscode.l10n.t('{0} takes a JAR, not a WAR', name),
    takesImage: vscode.l10n.t('{0} runs container images, not packages', name),
  };
  return why[incompatibility];
}
