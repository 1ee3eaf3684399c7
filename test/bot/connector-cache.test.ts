import { expect, test } from '@jest/globals';
import { type BotFrameworkAuthentication, ClaimsIdentity } from 'botframework-connector';
import { ConnectorCache } from '../../bot/channel/connector-cache.ts';

const identity = new ClaimsIdentity([{ type: 'aud', value: 'app' }]);

/** A cache over a factory that records the service URLs of the clients it creates. */
function recordingCache() {
  const created: string[] = [];
  let fails = false;
  const create = async (serviceUrl: string) => {
    created.push(serviceUrl);
    if (fails) throw new Error('no client');
    return { client: { pipeline: { removePolicy: () => undefined } } };
  };
  const inner = { createConnectorFactory: () => ({ create }) } as unknown as BotFrameworkAuthentication;
  const cache = new ConnectorCache(inner, { allows: () => true } as never);
  return {
    created,
    connect: (url: string) => cache.createConnectorFactory(identity).create(url, 'audience'),
    fail: (isFailing: boolean) => {
      fails = isFailing;
    },
  };
}

test('a connector is created once, and again after an error', async () => {
  const { created, connect, fail } = recordingCache();
  fail(true);
  await expect(connect('https://a/')).rejects.toThrow('no client');
  fail(false);
  expect(await connect('https://a/')).toBe(await connect('https://a/'));
  expect(created).toHaveLength(2);
});

test('of more than fifty connectors the least recently used one is created again', async () => {
  const { created, connect } = recordingCache();
  for (let n = 0; n < 50; n++) await connect(`https://${n}/`);
  await connect('https://0/');
  await connect('https://50/');
  await connect('https://0/');
  expect(created).toHaveLength(51);
  await connect('https://1/');
  expect(created.slice(51)).toEqual(['https://1/']);
});
