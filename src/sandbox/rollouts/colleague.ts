import { checkDeployVersion } from '../checkVersion';
import type { Conditions } from '../conditions';
import type { Store } from '../cos/store';
import { type Account, type Application, bucketOf, type Deployment, packagePrefix, type Region } from '../world';
import { requestedPackage } from './requestedPackage';
import { type RolloutRecord, recordOf } from './rolloutRecord';
import type { Rollouts } from './rollouts';
import type { RolloutStrategy } from './rolloutStrategy';

/** An application in an environment, of the first account. */
export interface ColleaguePlace {
  readonly applicationId: string;
  readonly environmentId: string;
}

/**
 * A rollout that a colleague begins. Without a `packageName` (a file's name) it is the first package of that version in
 * COS; the strategy is automatic, in one batch, where it says nothing else.
 */
export interface ColleagueRollout extends ColleaguePlace {
  readonly version: string;
  readonly packageName?: string;
  readonly strategy?: Partial<RolloutStrategy>;
}

interface ColleagueDeps {
  readonly account: () => Account;
  readonly conditions: Conditions;
  readonly rollouts: Rollouts;
  readonly store: Store;
}

const automatic: RolloutStrategy = {
  ...{ type: 'AUTO', totalBatchCount: 1, betaBatchNum: 0, batchInterval: 0, minAvailable: 0, force: false },
};

/** Deploys as somebody in the console would, by the code of the actions and without a request. */
export class Colleague {
  constructor(private readonly deps: ColleagueDeps) {}

  /** Throws `Refusal` as the action does; by `refuseWith` a colleague is never refused. */
  begin(wanted: ColleagueRollout): RolloutRecord {
    const { conditions, rollouts, store } = this.deps;
    rollouts.advance();
    const { account, region, application, deployment } = this.#find(wanted);
    const { version, strategy } = wanted;
    checkDeployVersion(version);
    const home = `${packagePrefix(account, application.id)}${version}/`;
    const first = store.keys(bucketOf(account, region.id)).find((key) => key.startsWith(home));
    const rollout = { ...conditions.rollout, packageNameForm: 'either' } as const;
    const asked = wanted.packageName ?? first?.slice(home.length) ?? 'missing.jar';
    const packageName = requestedPackage({
      account,
      region,
      application,
      conditions: { rollout },
      store,
      version,
      asked,
    });
    const begun = { application, deployment, version, packageName, strategy: { ...automatic, ...strategy } };
    return recordOf(rollouts.begin({ ...begun, byColleague: true }));
  }

  /** Lets the next batch start; tells whether one waited. */
  resume(place: ColleaguePlace): boolean {
    this.deps.rollouts.advance();
    return this.deps.rollouts.resume(this.#find(place).deployment);
  }

  /** Puts the instances back; tells whether something was under way. */
  revert(place: ColleaguePlace): boolean {
    this.deps.rollouts.advance();
    return this.deps.rollouts.revert(this.#find(place).deployment);
  }

  #find({ applicationId, environmentId }: ColleaguePlace): {
    readonly account: Account;
    readonly region: Region;
    readonly application: Application;
    readonly deployment: Deployment;
  } {
    const account = this.deps.account();
    for (const region of account.regions) {
      const application = region.applications.find((one) => one.id === applicationId);
      const deployment = application?.deployments.find((one) => one.environmentId === environmentId);
      if (application && deployment) return { account, region, application, deployment };
    }
    throw new Error(`nothing of application ${applicationId} runs in environment ${environmentId}`);
  }
}
