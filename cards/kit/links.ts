/** Where Microsoft's own pages are. A sovereign cloud has other addresses, so all of them are settings (RULES S13). */
export interface Links {
  readonly products: string;
  readonly licences: string;
  readonly profiles: string;
  readonly bills: string;
  readonly adminCentre: string;
  readonly policy: string;
  readonly faq: string;
  readonly support: string;
}

const go = (id: number): string => `https://go.microsoft.com/fwlink/p/?linkid=${id}`;

/** The addresses of Microsoft's worldwide cloud. */
export const worldwide: Links = {
  products: go(842054),
  licences: go(842264),
  profiles: go(2103629),
  bills: go(2102895),
  adminCentre: go(2024339),
  policy: go(2053743),
  faq: 'https://docs.microsoft.com/microsoft-365/commerce/subscriptions/self-service-purchase-faq',
  support: 'https://docs.microsoft.com/microsoft-365/admin/contact-support-for-business-products',
};
