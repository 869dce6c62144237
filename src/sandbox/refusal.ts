/** A documented error of a service: `code` as the service names it, `status` the HTTP status that comes with it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
