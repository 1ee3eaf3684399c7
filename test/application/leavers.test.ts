import { expect, test } from '@jest/globals';
import type { Person } from '../../src/domain/common/person.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { ChatDriver, testApp } from '../conversation/support/chat-driver.ts';

test('purchases that were kept before they had rows of their own are found after a start', async () => {
  const app = await testApp();
  const { tenant } = app.organisation;
  const purchases = () => app.documents.tally({ kind: 'purchase', where: { tenant } });
  const [before] = await purchases();
  for (const { key, row } of await app.documents.find({ kind: 'account', limit: 100 })) {
    await app.documents.write(key, (await app.documents.read(key))?.value, { index: row });
  }
  expect(await purchases()).toEqual([{ count: 0, sums: [] }]);
  await app.composition.leaverCheck.run();
  expect(await purchases()).toEqual([before]);
});

test('a stopping sweep reads no further purchaser', async () => {
  const requests: string[] = [];
  const app = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id) => {
        requests.push(id);
        return person(tenant, id);
      },
    }),
  });
  await app.composition.leaverCheck.run(AbortSignal.abort());
  expect(requests).toEqual([]);
});

test('RULES #20: who left is seen by the administrator within a day, without anybody touching their purchases', async () => {
  const departed = new Set<string>();
  const app = await testApp({
    directory: ({ person }) => ({
      person: async (tenant, id): Promise<Person | undefined> => {
        const knownPerson = await person(tenant, id);
        return knownPerson && departed.has(knownPerson.name) ? { ...knownPerson, kind: 'left' } : knownPerson;
      },
    }),
  });
  const femke = new ChatDriver(app, 'emulator', 'administrator');
  const remaining = async () =>
    (await femke.say('purchases of people who left')).lines.filter((line) =>
      /^\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+$/u.test(line),
    );
  await app.composition.leaverCheck.run();
  expect(new Set(await remaining())).toEqual(new Set(['Purchaser left', 'Hidde Bosma'].slice(1)));
  departed.add('Gareth Llewellyn');
  await app.composition.leaverCheck.run();
  expect(await remaining()).not.toContain('Gareth Llewellyn');
  app.pass(DAY);
  await app.composition.leaverCheck.run();
  expect(await remaining()).toContain('Gareth Llewellyn');
  departed.clear();
  app.pass(DAY);
  await app.composition.leaverCheck.run();
  expect(await remaining()).not.toContain('Gareth Llewellyn');
});
