import { knownPackages } from '../../core/knownPackages';
import type { DeployedPackage } from '../../core/model';
import type { Connections, Tem } from '../../core/ports/tem';
import type { UploadRecords } from '../../core/ports/uploadRecords';
import type { ApplicationNode, BranchNode, Node, RegionNode } from './nodes';

/** Whom to ask. */
export interface FetchRowsNeeds {
  readonly accounts: Connections;
  readonly tem: Pick<Tem, 'listApplications' | 'describeDeployed'>;
  readonly records: Pick<UploadRecords, 'of'>;
}

/** The rows below a region or an application, as TEM and our own record have them now. */
export function fetchRows(needs: FetchRowsNeeds, branch: BranchNode, signal: AbortSignal): Promise<readonly Node[]> {
  return branch.kind === 'region' ? applicationsOf(needs, branch, signal) : packagesOf(needs, branch, signal);
}

async function applicationsOf(needs: FetchRowsNeeds, node: RegionNode, signal: AbortSignal): Promise<readonly Node[]> {
  const { account, region } = node;
  const connection = await needs.accounts.connect(account.id);
  const applications = await needs.tem.listApplications(connection, region, signal);
  return [...applications]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((application) => ({ kind: 'application', account, region, application }));
}

async function packagesOf(needs: FetchRowsNeeds, node: ApplicationNode, signal: AbortSignal): Promise<readonly Node[]> {
  const { account, region, application } = node;
  const uploaded = needs.records.of({ accountId: account.id, region, applicationId: application.id });
  const rows = (deployed: readonly DeployedPackage[]): Node[] =>
    knownPackages({ stored: [], deployed, uploaded }).map((known) => ({ kind: 'package', parent: node, known }));
  const answers = await Promise.allSettled(
    application.versions.map(async ({ environmentId, environmentName }) => {
      const connection = await needs.accounts.connect(account.id);
      const found = await needs.tem.describeDeployed(connection, region, application.id, environmentId, signal);
      return found && { ...found, environmentName };
    }),
  );
  const known = rows(answers.flatMap((answer) => (answer.status === 'fulfilled' && answer.value) || []));
  const refused = answers.find((answer) => answer.status === 'rejected');
  if (!refused) return known;
  if (known.length === 0 || signal.aborted) throw refused.reason;
  // What is known all the same stays in sight beside the reason.
  return [...known, { kind: 'notice', parent: node, notice: { is: 'failed', error: refused.reason } }];
}
