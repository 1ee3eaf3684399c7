const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

type Value = Html | string | number | false | undefined | readonly Value[];

/** Markup that is safe to send. Only the `html` template makes it. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }

  /**
   * A template tag that escapes every interpolated text, for elements and quoted attributes. Nested `Html` stays as it is, the
   * items of an array each start a line, and `false` and `undefined` leave nothing.
   */
  static template(this: void, strings: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(String.raw({ raw: strings }, ...values.map(markupOf)));
  }
}

export const html = Html.template;

function markupOf(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  return typeof value === 'object' ? value.map(markupOf).join('\n') : escaped(String(value));
}
