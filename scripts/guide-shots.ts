import { type Shot, shot } from './gallery.ts';

/** The screenshots of docs/guide.md and docs/guide.nl.md, in the order in which one conversation shows them. */
export const guideShots: readonly Shot[] = [
  shot('home', 'say:home', 'say:start'),
  shot('buy', 'say:buy 3 Visio Plan 1', 'say:koop 3 Visio Plan 1'),
  shot(
    'remove',
    ['say:stop', 'say:remove 2 licences from Power BI Pro'],
    ['say:stop', 'say:verwijder 2 licenties van Power BI Pro'],
  ),
  shot('review', ['say:stop', 'say:5 more Visio Plan 2'], ['say:stop', 'say:5 Visio Plan 2 erbij']),
  shot(
    'assign',
    ['press:Pay', 'say:assign Microsoft 365 Copilot', 'tick:Milan Jansen', 'tick:Zoë Çelik'],
    ['press:betalen', 'say:wijs Microsoft 365 Copilot toe', 'tick:Milan Jansen', 'tick:Zoë Çelik'],
  ),
  shot(
    'cancel',
    ['say:stop', 'say:cancel Visio Plan 2', 'tick:It costs too much'],
    ['say:stop', 'say:zeg Visio Plan 2 op', 'tick:Het is te duur'],
  ),
  shot('payment', ['say:stop', 'say:payment methods'], ['say:stop', 'say:betaalmethoden']),
  shot('invoices', 'say:my invoices', 'say:mijn facturen'),
  shot('history', 'say:my history', 'say:mijn geschiedenis'),
  shot(
    'request',
    [
      'say:be Thijs van der Meulen',
      'say:ask for Power BI Pro',
      'tick:Zoë',
      'write:For the quarterly report',
      'press:Review',
      'press:Ask for 2',
      'say:be Noor de Vries',
      'say:requests to decide',
      'press:Thijs',
    ],
    [
      'say:wees Thijs van der Meulen',
      'say:vraag Power BI Pro aan',
      'tick:Zoë',
      'write:Voor de kwartaalrapportage',
      'press:Controleren',
      'press:2 aanvragen',
      'say:wees Noor de Vries',
      'say:te beoordelen aanvragen',
      'press:Thijs',
    ],
  ),
  shot(
    'manager',
    ['say:be Iris Smit', 'say:home', 'waitForText:Your team'],
    ['say:wees Iris Smit', 'say:start', 'waitForText:Uw team'],
  ),
  { ...shot('admin', []), page: { path: 'admin', as: 'administrator', width: 1200, height: 720 } },
];
