import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { sandboxOrganisation } from '../src/providers/sandbox/organisation.ts';

test('the Agents Playground has the sandbox’s people, except those who left the organisation', () => {
  const config = readFileSync(new URL('../.m365agentsplayground.yml', import.meta.url), 'utf8');
  const { tenant, personas } = sandboxOrganisation();
  expect(config).toContain(`tenantId: ${tenant}\n`);
  const people = [...config.matchAll(/id: (\S+)\n\s+aadObjectId: (\S+)\n\s+name: (.+)\n/g)].map(
    ([, id, object, name]) => ({ id, object, name }),
  );
  const present = personas.filter(({ person }) => person.kind !== 'left');
  expect(people).toEqual(present.map(({ person: { id, name } }) => ({ id, object: id, name })));
});
