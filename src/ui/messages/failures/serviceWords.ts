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
      'A part of TEM itself is offline. Try again in a few minutes; if that does not help, look at the status page of Tencent Cloud.',
    ),
    withDetail: true,
  }),
  retired: () => ({
    text: vscode.l10n.t(
      'TEM does not offer this, or not any more. Update TEM Toolkit; if that does not help, see in the console whether TEM still offers it in this region.',
    ),
    withDetail: true,
  }),
  unsupportedRegion: () => ({
    text: vscode.l10n.t('TEM does not serve this region. Choose other regions.'),
    remedy: 'selectRegions',
  }),
  arrears: () => ({
    text: vscode.l10n.t(
      'The account is in arrears, so Tencent Cloud refuses this. Top it up in the Billing Center, then try again.',
    ),
    withDetail: true,
  }),
  isolated: () => ({
    text: vscode.l10n.t(
      'The account is overdue and its resources are isolated: after 24 hours TEM stops all instances, after 7 days it destroys everything. Top it up in the Billing Center, then try again.',
    ),
    withDetail: true,
  }),
  quota: () => ({
    text: vscode.l10n.t(
      'A limit of this account is reached. Use less, remove what is not needed, or ask Tencent Cloud for a higher quota.',
    ),
    withDetail: true,
  }),
  soldOut: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud has not enough resources for this in the region now. Ask for less, try again later, or choose another region.',
    ),
    withDetail: true,
  }),
  notFound: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud cannot find this. Refresh the view and look again; check the id and the region where you typed them.',
    ),
    withDetail: true,
  }),
  invalid: () => ({ text: vscode.l10n.t('A value was refused. Correct it and try again.'), withDetail: true }),
  ourFault: () => ({
    text: vscode.l10n.t(
      'TEM Toolkit asked in a way that TEM does not take: a fault of this extension. Update it; if that does not help, report this with its RequestId.',
    ),
    withDetail: true,
  }),
  service: () => ({
    text: vscode.l10n.t(
      'Tencent Cloud refused the request. Try again; if it is refused once more, its support can say why.',
    ),
    withDetail: true,
  }),
};
