import { Socket } from 'node:net';

/** Every `host:port` that this process connects to from now on, by whatever library. */
export function connections(): { readonly made: string[]; forget(): void; stop(): void } {
  const made: string[] = [];
  const { connect } = Socket.prototype;
  // Not a mock: that would keep every socket, and memory is measured.
  Socket.prototype.connect = function (this: Socket, ...given: unknown[]) {
    const [first] = given.flat() as [{ host?: string; port?: number } | number];
    made.push(typeof first === 'object' ? `${first.host}:${first.port}` : `${given[1] ?? ''}:${first}`);
    return Reflect.apply(connect, this, given);
  } as typeof connect;
  return {
    made,
    forget: () => {
      made.length = 0;
    },
    stop: () => {
      Socket.prototype.connect = connect;
    },
  };
}
