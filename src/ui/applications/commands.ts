import { runCommand, type ApplicationCommands, type Handlers } from '../vscode/contributions';
import { copyLines } from '../vscode/copyText';
import { keep } from '../vscode/settings';
import { forSelectedNode, forSelectedNodes } from '../vscode/forSelectedNodes';
import type { ApplicationsView } from './applicationsView';
import { clearFilterCommand, filterApplicationsCommand } from './filterApplications';
import { findApplicationCommand, type FindApplicationDeps } from './findApplication';
import { openConsoleCommand, type OpenConsoleDeps } from './openConsole';
import { refreshCommand } from './refresh';
import { committedNodes, identifiedNodes, loadMoreNodes, loadingNodes, refreshableNodes } from './nodeFilters';
import { nodeCloudId } from './nodeCloudId';
import { selectRegions } from './selectRegions';
import { showChangesSinceDeployed } from './showChangesSinceDeployed';

/** Dependencies of the commands of the Applications view. */
export interface ApplicationCommandsDeps extends Omit<FindApplicationDeps, 'accounts' | 'applications' | 'signIn'> {
  readonly accounts: FindApplicationDeps['accounts'] & OpenConsoleDeps['accounts'];
  readonly applications: ApplicationsView;
}

/** Gives the commands of the Applications view. */
export function applicationCommands(deps: ApplicationCommandsDeps): Handlers<ApplicationCommands> {
  const { accounts, applications } = deps;
  const signIn = () => runCommand('tem.signIn');
  return {
    'tem.clearFilter': clearFilterCommand(applications),
    'tem.copyId': forSelectedNodes(applications, identifiedNodes, (nodes) =>
      copyLines(nodes.flatMap((node) => nodeCloudId(node) ?? [])),
    ),
    'tem.filterApplications': filterApplicationsCommand(applications),
    'tem.findApplication': findApplicationCommand({ ...deps, signIn }),
    'tem.groupByEnvironment': () => keep('tem.groupBy', 'environment'),
    'tem.groupByRegion': () => keep('tem.groupBy', 'region'),
    'tem.loadMore': forSelectedNode(applications, loadMoreNodes, (node) => applications.loadMore(node)),
    'tem.openConsole': openConsoleCommand({ accounts, signIn, applications }),
    'tem.refresh': refreshCommand({ accounts, applications }),
    'tem.refreshRow': forSelectedNodes(applications, refreshableNodes, (nodes) =>
      nodes.forEach((node) => applications.refresh(node)),
    ),
    'tem.selectRegions': selectRegions,
    'tem.showChangesSinceDeployed': forSelectedNode(applications, committedNodes, (node) =>
      showChangesSinceDeployed(node),
    ),
    'tem.stopLoading': forSelectedNode(applications, loadingNodes, ({ parent }) => applications.stopLoading(parent)),
  };
}
