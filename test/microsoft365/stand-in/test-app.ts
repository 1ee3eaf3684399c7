import { sandboxOrganisation } from '../../../src/providers/sandbox/organisation.ts';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { type Circumstances, type TestApp, testApp } from '../../conversation/support/chat-driver.ts';
import { APP, ROLE } from './graph.ts';
import { Tenant365 } from './tenant.ts';

const TODAY = Date.UTC(2026, 10, 22, 12, 4);
export const PRO = 'CFQ7TTC0H9MP';
export const VISIO = 'CFQ7TTC0HD33';

export const organisation = sandboxOrganisation();
export const idOf = (name: string): string =>
  organisation.people.find((one) => one.name === name)?.id ??
  organisation.personas.find(({ role }) => role === name)?.person.id ??
  '';

export interface TestApp365 {
  readonly tenant: Tenant365;
  readonly app: TestApp;
}

/** The app with the stand-ins of Microsoft's services behind it. Waiting for them advances the clock. */
export async function testApp365(options: Circumstances = {}, existingTenant?: Tenant365): Promise<TestApp365> {
  const tenant = existingTenant ?? new Tenant365({ tenant: organisation.tenant, people: organisation.people });
  if (!existingTenant) await tenant.open();
  tenant.clock = () => options.at ?? TODAY;
  const app = await testApp({
    documents: new MemoryDocuments(),
    ...options,
    microsoft365: {
      tokens: {
        graph: async (of) => `app:${of}`,
        resourceManager: async ({ tenant: of, person }) => `user:${of}:${person}`,
      },
      graph: tenant.graph.url,
      resourceManager: tenant.manager.url,
      appId: APP,
      administratorRole: ROLE,
      fetch,
      pause: async (ms) => app.pass(ms),
      random: () => 0.5,
      ...options.microsoft365,
    },
  });
  tenant.clock = app.now;
  return { tenant, app };
}
