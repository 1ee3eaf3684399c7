import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { freePort, startProduct } from '../browser/product.ts';
import { fileOf, newFolder } from '../state/folder.ts';
import { Channel } from './teams.ts';

const { tenant, personas } = sandboxOrganisation();
const idOf = (role: string) => personas.find((one) => one.role === role)?.person.id ?? '';
const channel = new Channel(tenant);

beforeAll(() => channel.open());
afterAll(() => channel.close());

test('somebody’s damaged account is said to them with a reference; everybody else goes on, and the program starts', async () => {
  const [noor, iris, femke] = [idOf('many'), idOf('manager'), idOf('administrator')];
  const DATA_DIR = await newFolder();
  const start = async () =>
    startProduct(['node', 'dist/bot/main.js'], { DATA_DIR, PORT: String(await freePort()), LOG_LEVEL: 'silent' });
  await (await start()).stop();
  await writeFile(await fileOf(DATA_DIR, `account/${tenant}/${noor}`), '{"format":2');
  const product = await start();
  const answer = async (person: string, said: string) => {
    await channel.say(product, person, said);
    return channel.said.filter(({ conversation }) => conversation === person).at(-1)?.said ?? '';
  };
  expect(await answer(noor, 'my subscriptions')).toMatch(/That did not work.*Nothing was changed.*Reference/s);
  expect(await answer(noor, '5 more Power BI Pro')).toMatch(/That did not work/);
  expect(await answer(iris, 'my subscriptions')).not.toMatch(/That did not work/);
  // What she bought is still in the administrator's view: its rows are not in the damaged file alone.
  expect(await answer(femke, 'all purchases')).toMatch(/purchases/);
  expect(await product.stop()).toBe(0);
}, 60_000);
