import type { Card } from '../../../cards/kit/card.ts';
import headPart from '../../../cards/kit/parts/head.json' with { type: 'json' };
import invoicePart from '../../../cards/kit/parts/invoice.json' with { type: 'json' };

type Element = Readonly<Record<string, unknown>>;

/** The texts at the top of a card by their names in the card kit; those that the card lacks are absent. */
export interface RenderedHeader {
  readonly eyebrow?: string;
  readonly title?: string;
  readonly state?: string;
  readonly change?: string;
  readonly number?: string;
  readonly caption?: string;
  readonly bar?: string;
  readonly sentences?: readonly string[];
}

/** The texts of each element of the header's template, in reading order. */
const HEADER_PARTS: Readonly<Record<string, readonly (keyof RenderedHeader)[]>> = {
  eyebrow: ['eyebrow'],
  title: ['title'],
  titleWithState: ['title', 'state'],
  change: ['change'],
  number: ['number'],
  caption: ['caption'],
  bar: ['bar'],
  sentences: ['sentences'],
};

/** The top of an invoice, which has a template of its own. */
const INVOICE_PARTS: readonly (readonly (keyof RenderedHeader)[])[] = [['eyebrow', 'state'], ['number'], ['caption']];

/** A card as a channel gets it, read by the names of its parts. */
export class RenderedCard {
  readonly card: Card;

  constructor(card: Card) {
    this.card = card;
  }

  /** Every text on it, one line each; no-break spaces as plain ones. */
  get lines(): readonly string[] {
    return textsOf(this.card.body);
  }

  get text(): string {
    return this.lines.join('\n');
  }

  get header(): RenderedHeader {
    const body = this.card.body as readonly Element[];
    return invoicePart.slice(0, INVOICE_PARTS.length).every((template, index) => isMadeFrom(template, body[index]))
      ? invoiceHeader(body)
      : standardHeader(body);
  }

  /** The small line above the title. */
  get eyebrow(): string | undefined {
    return this.header.eyebrow;
  }

  get title(): string | undefined {
    return this.header.title;
  }

  /** The status beside the title. */
  get state(): string | undefined {
    return this.header.state;
  }

  /** `20 → 25 licences`. */
  get change(): string | undefined {
    return this.header.change;
  }

  /** The most important figure. */
  get number(): string | undefined {
    return this.header.number;
  }

  /** The line below the title or the number. */
  get caption(): string | undefined {
    return this.header.caption;
  }

  /** The texts of each row that opens something, in their order. */
  get entries(): readonly (readonly string[])[] {
    return elements(this.card.body).flatMap((element) =>
      isAction(element.selectAction) ? [textsOf(element).filter((text) => text !== '›')] : [],
    );
  }

  /** The value beside or below a label. */
  value(label: string): string | undefined {
    const { lines } = this;
    const index = lines.indexOf(label);
    return index < 0 ? undefined : lines[index + 1];
  }

  get buttons(): readonly string[] {
    return this.#actions.map(titleOf);
  }

  /** The title of the emphasised button. */
  get primaryButton(): string {
    const button = this.#actions.find(({ style }) => style === 'positive');
    if (!button) throw new Error(`No primary button on this card:\n${this.text}`);
    return titleOf(button);
  }

  get fields(): readonly Element[] {
    return elements(this.card.body).filter(({ type }) => String(type).startsWith('Input.'));
  }

  /** The data of its primary button, which names the card. */
  get anyData(): Record<string, unknown> {
    return this.#actions[0]?.data ?? {};
  }

  /** The choices of its first field. */
  get choices(): readonly { readonly title: string; readonly value: string }[] {
    return (this.field?.choices ?? []) as { title: string; value: string }[];
  }

  get field(): Element | undefined {
    return this.fields[0];
  }

  button(title: string): { readonly verb: string; readonly data: Record<string, unknown> } {
    const { verb, data } = this.action(title);
    return { verb: String(verb ?? data.verb), data };
  }

  /** The button or row whose title starts like this, as the channel gets it. */
  action(title: string): Action {
    const action = [...this.#actions, ...this.#rowActions].find((one) => titleOf(one).startsWith(title));
    if (!action) throw new Error(`No “${title}” on this card:\n${this.text}\n[${this.buttons.join('] [')}]`);
    return action;
  }

  get #actions(): readonly Action[] {
    return elements(this.card.body).flatMap((element) => (isAction(element) ? [element as Action] : []));
  }

  get #rowActions(): readonly Action[] {
    return elements(this.card.body).flatMap(({ selectAction }) => (isAction(selectAction) ? [selectAction] : []));
  }
}

interface Action {
  readonly title: string;
  readonly verb?: string;
  readonly url?: string;
  readonly style?: string;
  readonly data: Record<string, unknown>;
}

const titleOf = ({ title }: Action): string => title.replaceAll('\u00a0', ' ');

function isAction(value: unknown): value is Action {
  return typeof value === 'object' && value !== null && 'type' in value && String(value.type).startsWith('Action.');
}

/** Every element in a part of a card, in reading order; a container's own action is not an element. */
function elements(part: unknown): readonly Element[] {
  if (Array.isArray(part)) return part.flatMap(elements);
  if (typeof part !== 'object' || part === null) return [];
  const { selectAction: _selectAction, data: _data, ...rest } = part as Element;
  return [part as Element, ...Object.values(rest).flatMap(elements)];
}

const textsOf = (part: unknown): readonly string[] =>
  elements(part)
    .filter(({ type }) => type === 'TextBlock' || type === 'TextRun')
    .map(({ text }) => String(text).replaceAll('\u00a0', ' '));

/** Reads the header in the order of its template: each element of the body belongs to the first part it is made from. */
function standardHeader(body: readonly Element[]): RenderedHeader {
  const texts: [name: keyof RenderedHeader, text: string][] = [];
  let index = 0;
  for (const { $data, ...template } of headPart) {
    const names = HEADER_PARTS[/\w+/.exec($data)?.[0] ?? ''];
    if (!names) throw new Error(`The test driver does not know the header part ${$data}.`);
    for (; isMadeFrom(template, body[index]); index++) {
      textsOf(body[index]).forEach((text, at) => {
        texts.push([names[at] ?? 'sentences', text]);
      });
    }
  }
  const sentences = texts.flatMap(([name, text]) => (name === 'sentences' ? [text] : []));
  return { ...Object.fromEntries(texts), ...(sentences.length > 0 && { sentences }) };
}

const invoiceHeader = (body: readonly Element[]): RenderedHeader =>
  Object.fromEntries(
    INVOICE_PARTS.flatMap((names, index) => {
      const texts = textsOf(body[index]);
      return names.map((name, at) => [name, texts[at]] as const);
    }),
  );

/** Whether an element has the properties of a template, apart from those that the template takes from its view. */
function isMadeFrom(template: unknown, element: unknown): boolean {
  if (typeof template === 'string' && template.includes('${')) return element !== undefined;
  if (Array.isArray(template)) {
    return (
      Array.isArray(element) &&
      element.length === template.length &&
      template.every((one, index) => isMadeFrom(one, element[index]))
    );
  }
  if (typeof template !== 'object' || template === null) return template === element;
  if (typeof element !== 'object' || element === null) return false;
  const properties = Object.keys(template);
  return (
    Object.keys(element).length === properties.length &&
    properties.every((name) => isMadeFrom((template as Element)[name], (element as Element)[name]))
  );
}
