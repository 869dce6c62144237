import * as vscode from 'vscode';
import type { Rollout, RolloutState } from '../../core/deployment/rollout';
import type { RolloutMark, RolloutMarks } from '../../core/deployment/rolloutMarks';
import { formatDuration } from './formatDuration';

const signs: Readonly<Record<RolloutMark, string>> = {
  finished: '●',
  moving: '◐',
  waiting: '◎',
  notStarted: '○',
  failed: '⊗',
};

// A strip that is longer is no longer read at a glance.
const longestStrip = 20;

/** Draws the batches, a sign each: `●●◐○`; empty where TEM tells none. */
export function rolloutStrip(marks: readonly RolloutMark[]): string {
  const drawn = marks.slice(0, longestStrip).map((mark) => signs[mark]);
  return drawn.join('') + (marks.length > longestStrip ? '…' : '');
}

/** Says what `rolloutStrip` draws, for those who hear it; empty where TEM tells no batch. */
export function batchesSentence(marks: readonly RolloutMark[]): string {
  if (marks.length === 0) return '';
  const at = marks.findIndex((mark) => mark !== 'finished');
  const mark = marks[at];
  if (mark === undefined)
    return marks.length === 1
      ? vscode.l10n.t('the only batch finished')
      : vscode.l10n.t('all {0} batches finished', marks.length);
  const words: Readonly<Record<Exclude<RolloutMark, 'finished'>, string>> = {
    moving: vscode.l10n.t('batch {0} of {1} in progress', at + 1, marks.length),
    waiting: vscode.l10n.t('batch {0} of {1} waiting', at + 1, marks.length),
    notStarted: vscode.l10n.t('batch {0} of {1} not started', at + 1, marks.length),
    failed: vscode.l10n.t('batch {0} of {1} failed', at + 1, marks.length),
  };
  return mark === 'finished' ? '' : words[mark];
}

/** Counts the instances of the new version: `2 of 3 new instances ready, 1 failing`; empty where TEM tells none. */
export function instancesWords({ wanted, ready, failing }: RolloutMarks): string {
  const said = wanted === undefined ? '' : vscode.l10n.t('{0} of {1} new instances ready', ready ?? 0, wanted);
  const bad = failing ? vscode.l10n.t('{0} failing', failing) : '';
  return [said, bad].filter(Boolean).join(', ');
}

/** Names the state of a rollout in a few words. */
export function rolloutStateWord({ state, asked }: Pick<Rollout, 'state' | 'asked'>): string {
  if (asked === 'continue') return vscode.l10n.t('continuing');
  if (asked === 'undo') return vscode.l10n.t('undoing');
  return wordOf(state);
}

function wordOf(state: RolloutState): string {
  switch (state.kind) {
    case 'starting':
      return vscode.l10n.t('starting');
    case 'checking':
      return vscode.l10n.t('no answer from TEM, checking whether it has begun');
    case 'queued':
      return queuedWord(state);
    case 'building':
      return vscode.l10n.t('building the image');
    case 'deploying':
      return vscode.l10n.t('replacing instances');
    case 'pausing':
      return vscode.l10n.t('pausing before the next batch');
    case 'waiting':
      return vscode.l10n.t('waiting for you to continue');
    case 'settling':
      return vscode.l10n.t('checking that the instances stay ready');
    case 'undoing':
      return vscode.l10n.t('undoing');
    case 'stalled':
      return vscode.l10n.t('still running, no change for {0}', formatDuration(Date.now() - state.since));
    case 'succeeded':
      return vscode.l10n.t('succeeded');
    case 'failed':
      return vscode.l10n.t('failed');
    case 'undone':
      return vscode.l10n.t('undone');
    case 'replaced':
      return vscode.l10n.t('replaced by {0}', state.version);
    case 'notBegun':
      return vscode.l10n.t('not begun');
    case 'unwatched':
      return vscode.l10n.t('no longer watched');
  }
}

function queuedWord({ reason, version }: Extract<RolloutState, { kind: 'queued' }>): string {
  switch (reason) {
    case 'deploying':
      return version
        ? vscode.l10n.t('waiting for the deployment of {0}', version)
        : vscode.l10n.t('waiting for another deployment');
    case 'locked':
      return vscode.l10n.t('waiting for another operation');
    case 'componentInstalling':
      return vscode.l10n.t('waiting until the environment has installed a component');
  }
}

/** Heads a rollout: `Deploying 20261123120500`, `Undoing …`, `Failed: …`. */
export function rolloutTitle({ state, version, asked }: Pick<Rollout, 'state' | 'version' | 'asked'>): string {
  if (asked === 'undo') return vscode.l10n.t('Undoing {0}', version);
  switch (state.kind) {
    case 'undoing':
      return vscode.l10n.t('Undoing {0}', version);
    case 'succeeded':
      return vscode.l10n.t('Deployed {0}', version);
    case 'failed':
      return vscode.l10n.t('Failed: {0}', version);
    case 'undone':
      return vscode.l10n.t('Undone: {0}', version);
    case 'replaced':
      return vscode.l10n.t('Replaced: {0}', version);
    case 'notBegun':
      return vscode.l10n.t('Not begun: {0}', version);
    case 'queued':
      return vscode.l10n.t('Waiting to deploy {0}', version);
    case 'starting':
    case 'checking':
    case 'building':
    case 'deploying':
    case 'pausing':
    case 'waiting':
    case 'settling':
    case 'stalled':
    case 'unwatched':
      return vscode.l10n.t('Deploying {0}', version);
  }
}

/** Says the whole of a rollout in a sentence, for those who hear it. */
export function rolloutSentence(rollout: Rollout, marks: RolloutMarks): string {
  const { applicationName, environmentName } = rollout;
  const title = vscode.l10n.t('{0} of {1} in {2}', rolloutTitle(rollout), applicationName, environmentName);
  const parts = [rolloutStateWord(rollout), batchesSentence(marks.batches), instancesWords(marks)];
  return vscode.l10n.t('{0}: {1}', title, parts.filter(Boolean).join(', '));
}
