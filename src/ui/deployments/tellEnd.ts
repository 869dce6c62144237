import * as vscode from 'vscode';
import { isRolloutEnd, type Rollout, type RolloutState } from '../../core/deployment/rollout';
import type { RolloutMarks } from '../../core/deployment/rolloutMarks';
import { javaDisagreement, rolloutFailureSentence } from '../messages/rolloutFailureWords';
import { tryAgainAfter, type WithErrorReporting } from '../vscode/errorReporter';
import { sayBriefly, showError, showInformation, showWarning } from '../vscode/showMessage';
import { deploymentName } from './deploymentName';
import type { AskCancelDeps } from './askCancel';
import { canGoBack } from '../../core/deployment/canAct';

/** Dependencies of telling how a rollout has ended, and of what a person does then. */
export interface TellEndDeps extends AskCancelDeps {
  readonly marksOf: (rollout: Rollout) => RolloutMarks;
  readonly withErrorReporting: WithErrorReporting;
  /** Shows the environment of a rollout in the Applications view. */
  readonly reveal: (rollout: Rollout) => Promise<void>;
  /** Opens the console of its account. */
  readonly openConsole: (rollout: Rollout) => Promise<void>;
  /** Makes a new plan of what a rollout was to deploy. */
  readonly deployAgain: (rollout: Rollout) => Promise<void>;
}

/** Tells in one message how a rollout has ended, and does what a person chooses there. */
export async function tellEnd(deps: TellEndDeps, rollout: Rollout): Promise<void> {
  const { state } = rollout;
  const name = deploymentName(rollout);
  if (!isRolloutEnd(state)) return;
  switch (state.kind) {
    case 'succeeded':
      return offerReveal(deps, rollout, succeededText(deps, rollout));
    case 'undone':
      return offerReveal(
        deps,
        rollout,
        vscode.l10n.t('The deployment of {0} is undone. Version {1} runs again.', name, rollout.oldVersion),
      );
    case 'replaced':
      return offerReveal(
        deps,
        rollout,
        vscode.l10n.t('The deployment of {0} was replaced by that of version {1}.', name, state.version),
      );
    case 'failed':
      return tellFailed(deps, rollout, state);
    case 'notBegun':
      return tellNotBegun(deps, rollout, state);
    case 'unwatched':
      return sayBriefly(vscode.l10n.t('The deployment of {0} is no longer watched', name));
  }
}

type Of<Kind extends RolloutState['kind']> = Extract<RolloutState, { kind: Kind }>;

function succeededText({ marksOf }: TellEndDeps, rollout: Rollout): string {
  const { applicationName, environmentName, version } = rollout;
  const { wanted, ready = 0 } = marksOf(rollout);
  const runs = vscode.l10n.t('{0} {1} runs in {2}', applicationName, version, environmentName);
  if (wanted === undefined) return runs;
  return vscode.l10n.t('{0}: {1}', runs, vscode.l10n.t('{0} of {1} instances ready', ready, wanted));
}

async function offerReveal({ reveal }: TellEndDeps, rollout: Rollout, said: string): Promise<void> {
  const button = vscode.l10n.t('Reveal in Applications');
  if ((await showInformation(said, button)) === button) await reveal(rollout);
}

async function tellFailed(deps: TellEndDeps, rollout: Rollout, { failure }: Of<'failed'>): Promise<void> {
  const failed = vscode.l10n.t('The deployment of {0} failed.', deploymentName(rollout));
  const said = [failed, rolloutFailureSentence(failure), javaDisagreement(rollout)].filter(Boolean).join(' ');
  const [undo, show, console] = [
    vscode.l10n.t('Undo'),
    vscode.l10n.t('Show Instances'),
    vscode.l10n.t('Open in Console'),
  ];
  const chosen = await showError(said, ...(canGoBack(rollout) ? [undo] : []), show, console);
  if (chosen === undo) await deps.undoRollout(rollout);
  if (chosen === show) await deps.reveal(rollout);
  if (chosen === console) await deps.openConsole(rollout);
}

async function tellNotBegun(deps: TellEndDeps, rollout: Rollout, { error }: Of<'notBegun'>): Promise<void> {
  const name = deploymentName(rollout);
  const again = () => deps.deployAgain(rollout);
  if (error?.failure === 'planOutdated') return tellOutdated(deps, rollout);
  if (error) {
    // What is run again is a new plan: nothing is sent that nobody has confirmed.
    await deps.withErrorReporting(vscode.l10n.t('Could not deploy {0}', name), tryAgainAfter(error, again));
    return;
  }
  const button = vscode.l10n.t('Deploy Again…');
  const said = vscode.l10n.t('TEM did not answer, and the deployment of {0} has not begun. Nothing has changed.', name);
  if ((await showWarning(said, button)) === button) await again();
}

/** One that waited for another deployment replaces another version now: that was not what a person has confirmed. */
async function tellOutdated({ deployAgain }: TellEndDeps, rollout: Rollout): Promise<void> {
  const button = vscode.l10n.t('Show New Plan');
  const name = deploymentName(rollout);
  const said = vscode.l10n.t('The deployment of {0} has not started: another version runs there now.', name);
  if ((await showWarning(said, button)) === button) await deployAgain(rollout);
}
