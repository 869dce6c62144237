import * as vscode from 'vscode';
import type { RolloutPlan } from '../../core/deployment/rolloutPlan';
import type { UploadOrder } from '../../core/model';
import { outcomeOf, tryAgainAfter } from '../vscode/errorReporter';
import { abortSignal } from '../vscode/withCancel';
import { retryUploads } from '../uploads/followUploads';
import { groupText } from '../uploads/groupText';
import { tellUploads } from '../uploads/tellUploads';
import type { UploadEnd } from '../uploads/upload';
import { UploadGroup } from '../uploads/uploadGroup';
import type { UploadPackageDeps } from '../uploads/uploadPackage';
import { uploadSummary } from '../uploads/uploadSummary';
import { carryOut, changedNote, goOn } from './carryOut';
import type { DeployDeps } from './deployDeps';
import type { Lead } from './rolloutFollower';

/** Dependencies of uploading what is deployed then. */
export interface UploadThenBeginDeps extends DeployDeps {
  readonly uploading: Pick<
    UploadPackageDeps,
    'clock' | 'realPath' | 'lastTargets' | 'refresh' | 'offerNextStep' | 'showInTem'
  > & {
    readonly uploads: UploadPackageDeps['uploads'];
  };
  /** Follows a rollout of this window in the notification of what goes before it. */
  readonly followFrom: (id: string, lead: Lead) => Promise<void>;
}

type Next = () => Promise<void>;

/**
 * Uploads a package and carries out its plan, which was confirmed before, in one notification. An upload that fails or is
 * cancelled deploys nothing, also where it is resumed later: what is offered then makes a plan of its own.
 */
export async function uploadThenBegin(deps: UploadThenBeginDeps, order: UploadOrder, plan: RolloutPlan): Promise<void> {
  const { uploading, withErrorReporting, followFrom } = deps;
  const { uploads } = uploading;
  const upload = uploads.start(order);
  const group = new UploadGroup([upload]);
  let next: Next = () => Promise.resolve();
  const run: Lead['run'] = async (token) => {
    const cancelling = token.onCancellationRequested(() => uploads.cancel(upload));
    const end = await uploads.ended(upload);
    cancelling.dispose();
    group.end(upload, end);
    if (end.kind !== 'finished') {
      const summary = uploadSummary([{ upload, end }]);
      next = () =>
        tellUploads({ ...uploading, withErrorReporting }, summary, (...again) =>
          retryUploads({ ...uploading, withErrorReporting }, ...again),
        );
      return false;
    }
    await keep(deps, order);
    // Pressed in the last moment it means no less: what is in TEM by now can be deployed from the message.
    if (token.isCancellationRequested) return set(() => uploading.offerNextStep(end.uploaded));
    return begin(end, abortSignal(token));
  };
  const set = (what: Next): boolean => {
    next = what;
    return false;
  };
  const begin = async (end: Extract<UploadEnd, { kind: 'finished' }>, signal: AbortSignal): Promise<boolean> => {
    const { planning, board } = deps;
    const full = planning.confirmUploaded(plan, end.uploaded, uploading.clock.now());
    // Built anew while the plan was confirmed: that is not the package that a person has agreed to.
    if (full.package.bytes !== (plan.package.bytes ?? full.package.bytes))
      return set(() => carryOut(deps, full, changedNote()));
    const begun = await outcomeOf(() => board.begin(full, { signal }));
    if (begun.kind === 'cancelled') return set(() => uploading.offerNextStep(end.uploaded));
    if (begun.kind === 'failed') {
      const what = vscode.l10n.t('Could not deploy {0} to {1}', order.packageName, order.target.applicationName);
      const again = tryAgainAfter(begun.error, () => carryOut(deps, full));
      return set(async () => void (await withErrorReporting(what, again)));
    }
    return begun.value.kind === 'begun' || set(() => goOn(deps, full, begun.value));
  };
  await followFrom(plan.id, { stand: () => groupText(group.stand()), run });
  await next();
}

/** Shows the package in the tree, and remembers where it went. */
async function keep({ uploading, withErrorReporting }: UploadThenBeginDeps, order: UploadOrder): Promise<void> {
  const { packageName, path, target } = order;
  // What cannot be remembered is asked once more, and takes nothing from the deployment.
  await withErrorReporting(packageName, () => uploading.lastTargets.remember(path, target), 'logOnly');
  uploading.refresh(target);
}
