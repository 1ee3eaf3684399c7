import type { Translations } from '../../../cards/kit/locale.ts';
import { printedExpiry } from '../../../cards/payments/payment-methods-card.ts';
import type { CardFormData } from '../../../src/application/payments/card-form.ts';
import { type Html, html } from './html.ts';
import { htmlPage } from './page-layout.ts';

interface FormField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly autocomplete: string;
  readonly inputmode?: 'numeric' | 'text';
  readonly max: number;
  readonly value?: string | undefined;
}

/** The card form before the user enters anything. */
export function formPage({ card, profile, country }: CardFormData, t: Translations, now: number): Html {
  const { cardPage } = t.payments;
  const title = card ? cardPage.editTitle : cardPage.addTitle;
  const address = card?.method.address;
  const isAmex = card?.method.brand === 'American Express';
  const countryName = new Intl.DisplayNames(t.lang, { type: 'region' }).of(country || 'ZZ') ?? country;
  const checkOptions = { now, country, ...(card && { brand: card.method.brand }) };
  const strings = {
    problems: cardPage.problems,
    saving: cardPage.saving,
    save: cardPage.save,
    unreachable: cardPage.unreachable,
    codeHint: cardPage.codeHint,
    codeHint4: cardPage.codeHint4,
    close: t.signIn.teams.close,
  };
  return htmlPage(
    { lang: t.lang, title, script: '/pages/card.js' },
    html`<h1>${title}</h1>
${profile && html`<p>${cardPage.addTo.replace('{profile}', () => profile)}</p>`}
<p class="hint">${cardPage.intro}</p>
<form novalidate data-options="${JSON.stringify(checkOptions)}" data-strings="${JSON.stringify(strings)}">
${card ? renderFixedField(cardPage.number, card.name, cardPage.fixed) : renderField({ name: 'number', label: cardPage.number, autocomplete: 'cc-number', inputmode: 'numeric', max: 30, hint: ' ' })}
<div class="pair">
${renderField({ name: 'expires', label: cardPage.expires, hint: cardPage.expiresHint, autocomplete: 'cc-exp', inputmode: 'numeric', max: 7, value: card && printedExpiry(card.method.expires) })}
${renderField({ name: 'code', label: cardPage.code, autocomplete: 'cc-csc', inputmode: 'numeric', max: 4, hint: isAmex ? cardPage.codeHint4 : cardPage.codeHint })}
</div>
${renderField({ name: 'holder', label: cardPage.holder, autocomplete: 'cc-name', max: 60, value: card?.method.holder })}
${renderField({ name: 'line', label: cardPage.line, autocomplete: 'billing street-address', max: 100, value: address?.line })}
<div class="pair">
${renderField({ name: 'postalCode', label: cardPage.postalCode, autocomplete: 'billing postal-code', max: 12, value: address?.postalCode })}
${renderField({ name: 'city', label: cardPage.city, autocomplete: 'billing address-level2', max: 60, value: address?.city })}
</div>
${renderFixedField(cardPage.country, countryName, cardPage.countryHint)}
<p id="message" role="alert" hidden></p>
<button type="submit">${cardPage.save}</button>
</form>
<div id="done" tabindex="-1" hidden><h1></h1><p></p></div>
<noscript><p>${cardPage.needsScript}</p></noscript>`,
  );
}

/** An input field; screen readers announce its error message with it. */
function renderField({ name, label, hint, autocomplete, inputmode = 'text', max, value = '' }: FormField): Html {
  const descriptionIds = [...(hint === undefined ? [] : [`${name}-hint`]), `${name}-problem`].join(' ');
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" autocomplete="${autocomplete}" inputmode="${inputmode}" maxlength="${String(max)}" value="${value}" aria-describedby="${descriptionIds}" required spellcheck="false">
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
<p class="problem" id="${name}-problem"></p>
</div>`;
}

const renderFixedField = (label: string, value: string, hint: string): Html => html`<div class="field">
<p class="label">${label}</p>
<p class="fixed">${value}</p>
<p class="hint">${hint}</p>
</div>`;
