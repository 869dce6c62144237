import * as vscode from 'vscode';
import type { Rollout } from '../../core/deployment/rollout';
import { formatAge } from '../messages/formatAge';
import { rolloutStateWord } from '../messages/rolloutWords';
import { chooseModally } from '../vscode/showMessage';
import { canUndo } from '../../core/deployment/canAct';
import type { DeployDeps } from './deployDeps';
import { isUndoTyped, undoWords } from './undoWords';

/** Says that another deployment runs there, of somebody else or of this machine, and lets a person follow that, wait for its end, or undo it. */
export async function tellOccupied(
  deps: Pick<DeployDeps, 'follow' | 'undoRollout'>,
  theirs: Rollout,
): Promise<'wait' | 'left'> {
  const { applicationName, environmentName, version, begunAt } = theirs;
  const said = vscode.l10n.t('Another deployment is running: {0} in {1}.', applicationName, environmentName);
  const { undo, undoLine } = undoWords(theirs);
  const [follow, wait] = [vscode.l10n.t('Follow'), vscode.l10n.t('Wait')];
  const lines = [
    vscode.l10n.t('Version {0}, started {1}: {2}.', version, formatAge(begunAt), rolloutStateWord(theirs)),
    vscode.l10n.t('Follow: shows its progress.'),
    vscode.l10n.t('Wait: yours starts when it has ended, with a new plan if it replaces another version then.'),
    ...(canUndo(theirs) ? [undoLine] : []),
  ];
  const chosen = await chooseModally(said, lines, [follow, wait, ...(canUndo(theirs) ? [undo] : [])]);
  if (chosen === follow) deps.follow(theirs);
  if (chosen === undo && (await isUndoTyped(theirs))) {
    deps.follow(theirs);
    await deps.undoRollout(theirs);
  }
  return chosen === wait ? 'wait' : 'left';
}
