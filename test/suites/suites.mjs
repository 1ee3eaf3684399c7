import { readdirSync } from 'node:fs';

const test = new URL('../', import.meta.url);

/** The test files of folders, but for some. */
const filesOf = (folders, except = []) =>
  folders.flatMap((folder) =>
    readdirSync(new URL(folder, test))
      .filter((name) => name.endsWith('.test.ts') && !except.includes(name))
      .map((name) => `${folder}/${name}`),
  );

/** Every so-manieth of them. */
const share = (files, part, of) => files.filter((_, index) => index % of === part);

const conversation = filesOf(['orders', 'money', 'people', 'input'].map((name) => `conversation/${name}`));
const edge = filesOf(['authentication', 'local', 'pages', 'sign-in'].map((name) => `bot/${name}`));

/**
 * Which test files run in one go, by suite: to load the product takes seconds, and one load serves them all. A file that
 * starts programs, fills the memory or takes long by itself has a run of its own.
 */
export const suites = {
  'conversation-1': share(conversation, 0, 3),
  'conversation-2': share(conversation, 1, 3),
  'conversation-3': share(conversation, 2, 3),
  'edge-1': share(edge, 0, 2),
  'edge-2': share(edge, 1, 2),
  bot: filesOf(
    ['bot'],
    ['audit', 'fuzz', 'killed', 'production', 'stopping'].map((name) => `${name}.test.ts`),
  ),
  browser: filesOf(['browser']),
  microsoft365: filesOf(['microsoft365']),
  rules: filesOf(['domain']),
  parts: filesOf(['application', 'cards', 'contract', 'providers', 'understanding']),
};
