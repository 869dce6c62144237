import * as vscode from 'vscode';
import type { ServiceFailure } from '../../../core/failure';
import type { WordsOf } from './wordsOf';

/** Words of failures that any service can return. */
export const serviceWords: WordsOf<ServiceFailure> = {
  throttled: () => ({
    text: vscode.l10n.t('Too many requests to Tencent Cloud. Try again in a minute.'),
  }),
  busy: () => ({ text: vscode.l10n.t('Tencent Cloud is busy. Try again in a moment.'), withDetail: true }),
  serviceAway: () => ({
    text: vscode.l10n.t(
      'A TEM service is offline. Try again in a few minutes. If the problem persists, check the Tencent Cloud status page.',
    ),
    withDetail: true,
  }),
  retired: () => ({
    text: vscode.l10n.t(
      'TEM does not support this operation, or no longer does. Update TEM Toolkit. If the problem persists, check in the console whether TEM supports it in this region.',
    ),
    withDetail: true,
  }),
  unsupportedRegion: () => ({
    text: vscode.l10n.t('TEM does not support this region. Select other regions.'),
    remedy: 'selectRegions',
  }),
  arrears: () => ({
    text: vscode.l10n.t(
      'The account is in arrears, so Tencent Cloud rejected the request. Top up the account in the Billing Center, then try again.',
    ),
    withDetail: true,
  }),
  isolated: () => ({
    text: vscode.l10n.t(
      'The account is overdue and its resources are isolated: after 24 hours TEM stops all instances, after 7 days it destroys all resources. Top up the account in the Billing Center, then try again.',
    ),
    withDetail: true,
  }),
  quota: () => ({
    text: vscode.l10n.t(
      'The account has reached a quota. Delete resources that are not needed, or ask Tencent Cloud for a higher quota.',
    ),
    withDetail: true,
  }),
  soldOut: () => ({
    text: vscode.l10n.t(
      'Resources in this region are insufficient. Request fewer resources, try again later, or use another region.',
    ),
    withDetail: true,
  }),
  notFound: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud cannot find the resource. Refresh the view. If you entered the ID or the region, check them.',
    ),
    withDetail: true,
  }),
  invalid: () => ({
    text: vscode.l10n.t('A parameter is invalid. Correct the value and try again.'),
    withDetail: true,
  }),
  ourFault: () => ({
    text: vscode.l10n.t(
      'TEM rejected a malformed request of TEM Toolkit. Update TEM Toolkit. If the problem persists, report the issue with the RequestId.',
    ),
    withDetail: true,
  }),
  service: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud rejected the request. Try again. If the problem persists, contact Tencent Cloud support.',
    ),
    withDetail: true,
  }),
};
