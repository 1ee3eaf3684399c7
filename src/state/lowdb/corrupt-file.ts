import { CorruptDocumentError } from '../../application/ports/errors.ts';

/** A file is missing or has an invalid content. The message says what to do. */
export class CorruptFileError extends CorruptDocumentError {
  override readonly name = 'DamagedFile';

  constructor(
    path: string,
    reason: string,
    remedy = 'stop the program and put back a copy of it from a backup, or all of it with "npm run data -- restore"',
  ) {
    super(`${path} is damaged (${reason}): ${remedy}`);
  }
}

/** The store accepts no more changes. The message says why, and what to do. */
export class StoreClosedError extends Error {
  override readonly name = 'StoreClosed';
}

export const takenOverError = (): StoreClosedError =>
  new StoreClosedError(
    'Another process took the data folder over: stop the other one, or give this one a DATA_DIR of its own',
  );
