import type { Node } from '../../browse/nodes';
import { runCommand, type ApplicationCommands, type Handlers } from '../vscode/contributions';
import { onRow, type Rows } from '../vscode/onRow';
import type { ApplicationsView } from './applicationsView';
import { copyId } from './copyId';
import { clearFilterCommand, filterApplicationsCommand } from './filterApplications';
import { findApplicationCommand, type FindApplicationDeps } from './findApplication';
import { groupByCommand } from './groupBy';
import { openConsoleCommand, type OpenConsoleDeps } from './openConsole';
import { refreshCommand } from './refresh';
import { applicationRow, loadingRow, moreRow, refreshableRow } from './rowKinds';
import { selectRegions } from './selectRegions';

/** What the commands of the Applications view are made of. */
export interface ApplicationCommandsDeps extends Omit<FindApplicationDeps, 'accounts' | 'applications' | 'signIn'> {
  readonly accounts: FindApplicationDeps['accounts'] & OpenConsoleDeps['accounts'];
  readonly applications: ApplicationsView & Rows<Node>;
}

/** Gives the commands of the Applications view. */
export function applicationCommands(deps: ApplicationCommandsDeps): Handlers<ApplicationCommands> {
  const { accounts, applications } = deps;
  const signIn = () => runCommand('tem.signIn');
  return {
    'tem.clearFilter': clearFilterCommand(applications),
    'tem.copyId': onRow(applications, applicationRow, copyId),
    'tem.filterApplications': filterApplicationsCommand(applications),
    'tem.findApplication': findApplicationCommand({ ...deps, signIn }),
    'tem.groupByEnvironment': groupByCommand('environment'),
    'tem.groupByRegion': groupByCommand('region'),
    'tem.loadMore': onRow(applications, moreRow, (node) => applications.loadMore(node)),
    'tem.openConsole': openConsoleCommand({ accounts, signIn, rows: applications }),
    'tem.refresh': refreshCommand({ accounts, applications }),
    'tem.refreshRow': onRow(applications, refreshableRow, (node) => applications.refresh(node)),
    'tem.selectRegions': selectRegions,
    'tem.stopLoading': onRow(applications, loadingRow, ({ parent }) => applications.stopLoading(parent)),
  };
}
