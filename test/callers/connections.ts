import { Socket } from 'node:net';
import { jest } from '@jest/globals';

/** Every `host:port` that this process connects to from now on, by whatever library. */
export function connections(): { readonly made: string[]; forget(): void; stop(): void } {
  const made: string[] = [];
  const connect = Socket.prototype.connect;
  const spy = jest.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...given: unknown[]) {
    const [first] = given.flat() as [{ host?: string; port?: number } | number];
    if (typeof first === 'object') made.push(`${first.host}:${first.port}`);
    else made.push(`${given[1] ?? ''}:${first}`);
    return Reflect.apply(connect, this, given);
  } as typeof connect);
  return {
    made,
    forget: () => {
      made.length = 0;
    },
    stop: () => spy.mockRestore(),
  };
}
