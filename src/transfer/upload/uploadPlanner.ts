import type { CopyBase, Reusable } from '../../core/delta/deltaPlan';
import { planDelta } from '../../core/delta/planDelta';
import { AppError } from '../../core/errors';
import type { UploadGrant } from '../../core/model';
import type { Checkpoint } from '../../core/ports/uploadJournal';
import { raceAbort } from '../../core/raceAbort';
import { isSamePlace } from './grantProvider';
import { hasUnchangedParts } from './hasUnchangedParts';
import { inTime } from './inTime';
import type { LineSpeed } from './lineSpeed';
import type { PlanLimits } from './planLimits';
import { partsOf, partsOfDelta, type MultipartPlan, type Plan } from './planParts';
import { isRepeatable } from './storedSums';
import type { UploadContext } from './uploadContext';
import { worthwhileMs } from './worthwhileMs';

// A list of COS and the directory of a package take some requests, most of which are made while the grant is.
const minSearchMs = 1000;
const maxSearchMs = 3000;

/** The collaborators of the planning of one upload. */
export interface UploadPlannerDeps {
  readonly context: UploadContext;
  readonly limits: Pick<PlanLimits, 'plan'>;
  readonly line: Pick<LineSpeed, 'bytesPerSecond' | 'assume'>;
}

/** Plans one upload: only its first plan copies, for whatever has to be planned again has met a surprise. */
export class UploadPlanner {
  private isFirst = true;

  constructor(private readonly deps: UploadPlannerDeps) {}

  /** Plans the upload or, with a checkpoint, its rest: `notResumable` where the parts are of no use any more. */
  async plan(checkpoint: Checkpoint | undefined): Promise<Plan> {
    const { isFirst } = this;
    this.isFirst = false;
    if (checkpoint) return this.planRest(checkpoint);
    const { limits, line } = this.deps;
    line.assume();
    const plan = limits.plan(line.bytesPerSecond);
    if (!isFirst || plan.kind === 'singlePut') return plan;
    const reusable = await this.reusable();
    return (reusable && this.planCopies(reusable, plan)) ?? plan;
  }

  /** Waits for what can be copied; gives it up where the file would be sent by then. */
  private async reusable(): Promise<Reusable | undefined> {
    const { context, line } = this.deps;
    const { bytesPerSecond } = line;
    const ms = worthwhileMs({ bytes: context.file.bytes, bytesPerSecond, minMs: minSearchMs, maxMs: maxSearchMs });
    const { signal } = context.progress;
    return inTime(ms, signal, (inner) => raceAbort(inner, context.reusable)).catch((error: unknown) => {
      if (signal.aborted) throw error;
      return undefined;
    });
  }

  private async planRest(checkpoint: Checkpoint): Promise<Plan> {
    const { context } = this.deps;
    if (!isSamePlace(checkpoint, context.object.grant)) {
      throw new AppError('notResumable', 'TEM names another place for the package now');
    }
    if (!(await hasUnchangedParts(context, checkpoint))) {
      throw new AppError('notResumable', 'the file has changed since its upload stopped');
    }
    const { delta, partBytes } = checkpoint;
    return delta ? partsOfDelta(delta) : partsOf(context.file.bytes, partBytes);
  }

  private planCopies({ base, ranges }: Reusable, { partBytes }: MultipartPlan): MultipartPlan | undefined {
    const { file, object } = this.deps.context;
    if (!isInBucket(base, object.grant) || !isRepeatable(base.etag)) return undefined;
    const parts = planDelta({ bytes: file.bytes, ranges, partBytes });
    return parts && partsOfDelta({ base, parts });
  }
}

/** Tells whether a base is in the bucket of a grant, which may copy from no other. */
export function isInBucket(base: CopyBase, { bucket, region }: UploadGrant): boolean {
  return base.bucket === bucket && base.region === region;
}
