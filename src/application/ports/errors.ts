/** The document store cannot be reached; whether a change in progress was made is unknown. */
export class StoreUnreachableError extends Error {
  override readonly name = 'StoreUnreachableError';

  constructor(options?: ErrorOptions) {
    super('The document store cannot be reached.', options);
  }
}

/** A provider's service failed, or answered in an unexpected way. */
export class ProviderError extends Error {
  override readonly name: string = 'ProviderError';
  /** The request id that the service's support needs to find the call. */
  readonly request: string | undefined;

  constructor(message: string, request: string | undefined, options?: ErrorOptions) {
    super(message, options);
    this.request = request;
  }
}

/** The user must sign in, or an administrator must consent, before the provider can be called for them. */
export class SignInRequiredError extends Error {
  override readonly name = 'SignInRequiredError';
  readonly what: 'sign-in' | 'consent';

  constructor(what: 'sign-in' | 'consent', options?: ErrorOptions) {
    super(`Required first: ${what}.`, options);
    this.what = what;
  }
}

/** A document is not what was written: it cannot be read until it is restored. All other documents can. */
export class CorruptDocumentError extends Error {
  override readonly name: string = 'CorruptDocumentError';
}

/** Returns a `catch` handler that reports a corrupt document and returns nothing for it; other errors are rethrown. */
export const skipCorrupt = (onError: (error: unknown) => void) => (error: unknown) => {
  if (!(error instanceof CorruptDocumentError)) throw error;
  onError(error);
  return undefined;
};

/** Another writer changed the document since it was read. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  readonly key: string;

  /** @param key kept out of the message: it may identify a person, and messages are logged */
  constructor(key: string) {
    super('The document was changed by another writer since it was read.');
    this.key = key;
  }
}
