const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeText = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);

/** No numbers: `count && html…` would render a 0. */
type Value = Html | string | false | undefined | readonly Value[];

/** Markup that is safe to send. Only the `html` template creates it. */
export class Html {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  toString(): string {
    return this.#markup;
  }

  /**
   * Template tag that escapes every interpolated text, for elements and quoted attributes. Nested `Html` is not escaped again,
   * the items of an array are joined by newlines, and `false` and `undefined` render nothing.
   */
  static template(this: void, strings: TemplateStringsArray, ...values: readonly Value[]): Html {
    return new Html(String.raw({ raw: strings }, ...values.map(render)));
  }
}

export const html = Html.template;

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.toString();
  return Array.isArray(value) ? value.map(render).join('\n') : escapeText(String(value));
}
