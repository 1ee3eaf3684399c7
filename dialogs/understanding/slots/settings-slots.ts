import { countIn, wordsOf } from './quantities.ts';
import type { Reading } from './reading.ts';

/** The notification settings that a sentence names, with their values. */
export interface SettingsSlots {
  readonly cards?: 'at-once' | 'daily' | 'weekly' | 'off';
  /** In cents. */
  readonly above?: number;
  /** As `HH:MM`. */
  readonly quietFrom?: string;
  readonly quietTo?: string;
  readonly reminders?: 'off';
}

const TIME = String.raw`(\d{1,2})(?:[:.u](\d{2}))?\s*(am|pm|a\.m\.|p\.m\.|in the (?:evening|afternoon)|(?:uur )?['’]?s avonds|uur|u|h|o'?clock)?`;
const FROM = new RegExp(
  String.raw`\b(?:after|from|past|later than|between|na|vanaf|later dan|tussen)\s+${TIME}(?!\s*(?:euro|eur\b|€|dagen|days))`,
  'i',
);
const TO = new RegExp(
  String.raw`\b(?:before|until|till|to|and|voor|tot|en)\s+${TIME}(?!\s*(?:euro|eur\b|€|dagen|days))`,
  'i',
);

/** Reads how often, above which amount and in which hours the user wants notifications. */
export function settingsIn(reading: Reading): SettingsSlots {
  const text = reading.text.toLowerCase();
  const words = wordsOf(reading).join(' ');
  const isOff =
    /\b(?:stop|off|no|disable|mute|without|quit|geen|uit|niet|stoppen|stopt|zonder|hou op|ophouden|kappen|uitzetten|uitschakelen)\b/.test(
      words,
    ) || /n['’]t\b/.test(text);
  const isReminder = /\b(?:remind\w*|herinner\w*)\b/.test(words);
  const money = reading.tokens.find((token) => token.kind === 'money');
  const isAbove =
    /\b(?:above|over|more than|from|exceed\w*|boven|vanaf|hoger dan|meer dan|groter dan|bigger than|under|below|onder)\b/.test(
      words,
    );
  const amount =
    money?.kind === 'money'
      ? money.amount
      : isAbove && !/\b(?:pm|am|uur|u|\d+u|o'?clock)\b/.test(text)
        ? countIn(reading).value
        : undefined;
  const above = money ? amount : amount === undefined ? undefined : amount * 100;
  const from = money ? undefined : timeOf(FROM.exec(text));
  const to = from === undefined && !/\b(?:am|pm|uur|u|quiet|stil)\b/.test(text) ? undefined : timeOf(TO.exec(text));
  const cards = isReminder ? undefined : frequencyIn(words, isOff && above === undefined && from === undefined);
  return {
    ...(cards && { cards }),
    ...(above !== undefined && isAbove && { above }),
    ...(from && { quietFrom: from }),
    ...(to && from && { quietTo: to }),
    ...(isReminder && isOff && { reminders: 'off' }),
  };
}

function frequencyIn(words: string, isOff: boolean): SettingsSlots['cards'] {
  if (
    /\b(?:weekly|wekelijks\w*|(?:once a|per|each|every|elke|een keer per|a|iedere) week|weekoverzicht|1 keer per week)\b/.test(
      words,
    )
  )
    return 'weekly';
  if (
    /\b(?:daily|dagelijks\w*|(?:once a|per|each|every|elke|een keer per|a|iedere) (?:day|dag)|dagoverzicht)\b/.test(
      words,
    )
  )
    return 'daily';
  if (
    /\b(?:at once|immediate\w*|right away|instant\w*|straight away|meteen|direct|onmiddellijk|real time)\b/.test(words)
  )
    return 'at-once';
  return isOff &&
    /\b(?:notif\w*|messages?|cards?|digest|updates?|meldingen|melding|berichten|notificaties|kaarten|overzicht\w*)\b/.test(
      words,
    )
    ? 'off'
    : undefined;
}

function timeOf(match: RegExpExecArray | null): string | undefined {
  if (!match) return undefined;
  const [, hours = '', minutes = '00', unit = ''] = match;
  const hour = Number(hours);
  const shifted =
    /^p|evening|afternoon|avond/.test(unit) && hour < 12 ? hour + 12 : /^a/.test(unit) && hour === 12 ? 0 : hour;
  return shifted > 23 || Number(minutes) > 59 ? undefined : `${String(shifted).padStart(2, '0')}:${minutes}`;
}
