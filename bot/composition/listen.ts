import { errorCode } from '../operations/store.ts';
import { StartError } from '../settings.ts';

/** The part of Node's servers and of restify's that opens a port. */
interface PortServer {
  once(event: 'error', onError: (error: NodeJS.ErrnoException) => void): unknown;
  listen(port: number, host: string | undefined, onListening: () => void): unknown;
  address(): unknown;
}

/**
 * Opens a port and returns its number.
 * @throws {StartError} that names the port's setting if the port cannot be opened
 */
export function listen(server: PortServer, setting: string, port: number, host: string | undefined): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error) =>
      reject(
        new StartError(
          error.code === 'EADDRINUSE'
            ? `Port ${port} is taken: set ${setting} to another, or stop what uses it`
            : `Port ${port} cannot be used (${errorCode(error)}): set ${setting} to another`,
        ),
      ),
    );
    server.listen(port, host, () => resolve((server.address() as { port: number }).port));
  });
}
