/** One of the two imitated services, to which a request goes. */
export type Service = 'tem' | 'cos';

/**
 * The moment at which the connection breaks: `beforeBody` reads nothing of the body, `afterBody` reads it and does
 * nothing, `beforeAnswer` carries out the request and loses only the response.
 */
export type Moment = 'beforeBody' | 'afterBody' | 'beforeAnswer';

/**
 * The moment at which a part that is made late lands on its number: once that number was stored anew, once the parts were
 * listed, as CompleteMultipartUpload begins, or between its look at the ETags and its joining. With `never` it does not.
 */
export type Landing = 'afterPart' | 'afterList' | 'beforeComplete' | 'whileJoining' | 'never';

/**
 * The effect of a fault on one request. `status` and `intercept` leave the request undone: with `intercept` something
 * on the way responds in the service's place. `corruptBody`, `wrongEtag`, `wrongCrc`, `lacks`, `truncateAnswer` and
 * `garbage` spoil the stored bytes or the response; `lacks` removes these headers, in lower case, from the response. A
 * `status` of 200 is a success that carries an error. `corruptBody` flips a bit of the request's body, or of the
 * response's where the request has none. `late` loses the response, `by` a reset or by silence, and lets a part, sent or
 * copied, become one of its upload only at the moment `until`; anything else is carried out at once.
 */
export type Effect =
  | { readonly type: 'reset'; readonly when: Moment }
  | { readonly type: 'hang'; readonly when: Moment }
  | { readonly type: 'late'; readonly until: Landing; readonly by: 'reset' | 'hang' }
  | { readonly type: 'status'; readonly status: number; readonly code: string; readonly message?: string }
  | {
      readonly type: 'intercept';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string | Buffer;
    }
  | { readonly type: 'lacks'; readonly headers: readonly string[] }
  | { readonly type: 'corruptBody' }
  | { readonly type: 'wrongEtag' }
  | { readonly type: 'wrongCrc' }
  | { readonly type: 'truncateAnswer' }
  | { readonly type: 'garbage' };

/**
 * One planned fault: from the `nth` (1-based) matching request on, `times` (default 1, `Infinity` for ever) requests in
 * a row suffer `effect`. `kind` is a TEM action or a COS operation; an absent `service` or `kind` matches any.
 */
export interface Fault {
  readonly service?: Service;
  readonly kind?: string;
  readonly nth: number;
  readonly times?: number;
  readonly effect: Effect;
}
