/** Choosing whom to act as, in the sandbox. */
export const impersonate = {
  eyebrow: 'Sandbox',
  title: 'Who are you today?',
  caption: 'A made-up organisation to try things out in. Pick a person, or type “be” and a name.',
  current: (name: string) => `You are ${name}`,
  unknown: (text: string) => `No one here is called “${text}”`,
  several: (text: string) => `Several people match “${text}”`,
  notAllowed: 'You cannot act as another person here',
  notAllowedText: 'That is for trying things out without signing in.',
  teamsOnly: 'Please open me in Microsoft Teams',
  teamsOnlyText: 'Only there can I know who you are.',
  roles: {
    many: 'many subscriptions',
    none: 'nothing bought yet',
    'old-invoices': 'only old invoices',
    manager: 'a manager',
    administrator: 'an administrator',
    guest: 'a guest',
    left: 'left the organisation',
  } as Readonly<Record<string, string>>,
};
