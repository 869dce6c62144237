/** The part of the sandbox by which somebody else deploys. `beginRollout` throws where TEM would refuse it. */
export interface ColleagueSandbox {
  readonly world: {
    readonly accounts: readonly { readonly regions: readonly SandboxRegion[] }[];
  };
  beginRollout(rollout: {
    readonly applicationId: string;
    readonly environmentId: string;
    readonly version: string;
    readonly strategy?: { readonly totalBatchCount: number; readonly batchInterval: number };
  }): unknown;
}

interface SandboxRegion {
  readonly environments: readonly { readonly id: string; readonly name: string }[];
  readonly applications: readonly {
    readonly id: string;
    readonly name: string;
    readonly deployments: readonly { readonly environmentId: string; readonly version: string }[];
  }[];
}

/** A deployment that a colleague has begun. */
export interface ColleagueDeployment {
  readonly applicationName: string;
  readonly environmentName: string;
  readonly version: string;
}

/**
 * Begins a deployment as a colleague does who brings what runs in one environment to another: the first that the sandbox takes.
 * Returns `undefined` where it takes none.
 */
export function colleagueDeploys(sandbox: ColleagueSandbox): ColleagueDeployment | undefined {
  const [account] = sandbox.world.accounts;
  for (const region of account?.regions ?? []) {
    for (const application of region.applications) {
      // That of the first environment goes to the last one: from test to production.
      const [first, ...others] = application.deployments;
      for (const { environmentId } of first ? [...others].reverse() : []) {
        const version = first?.version ?? '';
        const strategy = { totalBatchCount: 2, batchInterval: 10 };
        try {
          sandbox.beginRollout({ applicationId: application.id, environmentId, version, strategy });
        } catch {
          continue;
        }
        const environmentName = region.environments.find(({ id }) => id === environmentId)?.name ?? environmentId;
        return { applicationName: application.name, environmentName, version };
      }
    }
  }
  return undefined;
}
