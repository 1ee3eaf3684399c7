import { Socket } from 'node:net';

/** Records each `host:port` that this process connects to, by any library. */
export function recordConnections(): { readonly hosts: string[]; clear(): void; restore(): void } {
  const hosts: string[] = [];
  const { connect } = Socket.prototype;
  // Not a mock: that would keep every socket, and memory is measured.
  Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const [first] = args.flat() as [{ host?: string; port?: number } | number];
    hosts.push(typeof first === 'object' ? `${first.host}:${first.port}` : `${args[1] ?? ''}:${first}`);
    return Reflect.apply(connect, this, args);
  } as typeof connect;
  return {
    hosts,
    clear: () => {
      hosts.length = 0;
    },
    restore: () => {
      Socket.prototype.connect = connect;
    },
  };
}
