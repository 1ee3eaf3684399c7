import { invoiceCard } from '../../cards/invoices/invoice-card.ts';
import { invoiceRefusalCard } from '../../cards/invoices/invoice-refusal-card.ts';
import { invoicesCard } from '../../cards/invoices/invoices-card.ts';
import { noInvoicesCard, periodForm } from '../../cards/invoices/period-form.ts';
import { spendingCard } from '../../cards/invoices/spending-card.ts';
import type { DownloadLinks } from '../../src/application/administration/download-links.ts';
import type { InvoiceService } from '../../src/application/invoices/invoice-service.ts';
import type { Day } from '../../src/domain/common/days.ts';
import type { Capability } from '../engine/capability.ts';
import { parsePeriod } from '../understanding/slots/period.ts';

/** Invoices and spending (RULES S10, #17). */
export const invoicesCapability = (invoices: InvoiceService, downloads: DownloadLinks): Capability => ({
  handlers: {
    async invoices({ period, from, to, page = 0 }, { actor, t, output }) {
      const { today } = invoices;
      const isFromForm = from !== undefined || to !== undefined;
      const fields = { from: dayIn(from, 'from', today), to: dayIn(to, 'to', today) };
      // The button "Other period" sends both fields empty: the form is shown without a problem.
      const opensForm = isFromForm && !fields.from && !fields.to;
      const list = await invoices.list(actor, opensForm ? undefined : isFromForm ? fields : period);
      if (!list.ok) {
        if (list.refusal.kind === 'guest') return output.show(invoiceRefusalCard(list.refusal, t));
        const days = isFromForm ? fields : (period ?? fields);
        return output.show(periodForm({ ...days, today, refusal: list.refusal }, t));
      }
      if (opensForm) return output.show(periodForm({ ...list.value.days, today }, t));
      const isEmpty = list.value.invoices.length === 0;
      output.show(isEmpty ? noInvoicesCard(list.value, today, t) : invoicesCard(list.value, page, t));
    },
    async invoice({ number, which }, { actor, t, output }) {
      const invoice = await invoices.get(actor, which ?? number ?? 'last');
      if (!invoice.ok) return output.show(invoiceRefusalCard(invoice.refusal, t));
      const { id } = invoice.value.invoice;
      const pdf = downloads.invoice(actor, id, 'pdf', t.locale);
      const csv = downloads.invoice(actor, id, 'csv', t.locale);
      output.show(invoiceCard(invoice.value, { pdf, csv }, t));
    },
    async spend({ period }, { actor, t, output }) {
      const spending = await invoices.spending(actor, period);
      if (!spending.ok) return output.show(invoiceRefusalCard(spending.refusal, t));
      const picture = downloads.spending(actor, spending.value.days, t.locale);
      output.show(spendingCard(spending.value, picture, t));
    },
  },
});

/** The last day that the period parser accepts: seen from it, no day is in the future. */
const LAST_DAY = '2199-12-31';

/** A day as a date field sends it, or as typed where the host has no date picker. Days in the future count, too. */
const dayIn = (typed = '', end: 'from' | 'to', today: Day): string => {
  const text = typed.trim();
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  return (parsePeriod(text, today) ?? parsePeriod(text, LAST_DAY))?.[end] ?? text;
};
