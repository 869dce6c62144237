import * as vscode from 'vscode';
import { parentOf, placeOf, type EnvironmentNode, type Node } from '../../browse/nodes';
import type { Rollout } from '../../core/deployment/rollout';
import type { RolloutBoard } from '../../core/deployment/rolloutBoard';
import { rolloutStateWord, rolloutTitle } from '../messages/rolloutWords';
import { askChoice } from '../vscode/askChoice';
import { isPassed, notListed } from '../vscode/forSelectedNodes';
import type { NodeView } from '../vscode/nodeView';
import { showInformation } from '../vscode/showMessage';

/** Rollouts that a command is for, and how a person is asked for one. */
export interface RolloutFilter {
  readonly fits: (rollout: Rollout) => boolean;
  /** Says that the rollout of a row does not fit. */
  readonly wanted: () => string;
  /** Says that there is none that fits. */
  readonly missing: () => string;
}

/** Dependencies of commands for one rollout: where they are, and the rows that stand for them. */
export interface RolloutCommandDeps {
  readonly board: Pick<RolloutBoard, 'all' | 'of' | 'find'>;
  readonly applications: Pick<NodeView<Node>, 'find' | 'selected'>;
}

/**
 * Makes the handler of a command for one rollout: that of the row that was clicked, be it its own or its environment's; without a
 * row that of the selected one, the only one that fits where nothing else is selected, or the one that a person picks.
 */
export function forRollout(
  { board, applications }: RolloutCommandDeps,
  filter: RolloutFilter,
  run: (rollout: Rollout) => unknown,
) {
  const rolloutOf = (node: Node): Rollout | undefined => {
    // Two may be in one place, one of which waits for the other.
    if (node.kind === 'rollout') return board.find(node.rollout.id);
    const environment = environmentOf(node);
    return environment && board.of(environmentPlaceOf(environment));
  };
  return async (clicked?: unknown): Promise<void> => {
    if (isPassed(clicked)) {
      const node = applications.find(clicked);
      if (!node) return void showInformation(notListed());
      const rollout = rolloutOf(node);
      if (!rollout || !filter.fits(rollout)) return void showInformation(filter.wanted());
      return void (await run(rollout));
    }
    const selected = applications.selected().flatMap((node) => rolloutOf(node) ?? []);
    const rollout = selected.length === 1 ? selected.find(filter.fits) : undefined;
    // Whoever has selected another one may mean that: it is asked even where only one fits.
    const isMeant = selected.length === 0;
    const chosen = rollout ?? (await choose(board.all.filter(filter.fits), filter, isMeant));
    if (chosen) await run(chosen);
  };
}

async function choose(
  fit: readonly Rollout[],
  { missing }: RolloutFilter,
  takesOnly: boolean,
): Promise<Rollout | undefined> {
  if (fit.length === 0) return void showInformation(missing());
  if (fit.length === 1 && takesOnly) return fit[0];
  const choices = fit.map((rollout) => ({
    label: rolloutTitle(rollout),
    description: [rollout.applicationName, rollout.environmentName, rolloutStateWord(rollout)],
    value: rollout,
  }));
  const title = vscode.l10n.t('TEM deployments');
  const { value } = await askChoice({ title, placeholder: vscode.l10n.t('Which deployment?'), choices });
  return value;
}

function environmentOf(node: Node): EnvironmentNode | undefined {
  if (node.kind === 'environment') return node;
  const parent = parentOf(node);
  return parent && environmentOf(parent);
}

function environmentPlaceOf({ parent, environment }: EnvironmentNode): Rollout['place'] {
  return { ...placeOf(parent), environmentId: environment.running.environmentId };
}
