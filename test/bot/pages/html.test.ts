import { expect, test } from '@jest/globals';
import { html } from '../../../bot/http/pages/html.ts';
import { messagePage } from '../../../bot/http/pages/page-layout.ts';

const hostile = `<script>alert("1")</script> & 'x'`;
const escaped = '&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;x&#39;';

test('hostile text is escaped in elements and in attributes', () => {
  expect(String(html`<p title="${hostile}">${hostile}</p>`)).toBe(`<p title="${escaped}">${escaped}</p>`);
  expect(String(html`<a href='${`' onclick='alert(1)`}'>x</a>`)).toBe("<a href='&#39; onclick=&#39;alert(1)'>x</a>");
});

test('nested markup is not escaped again, also in an array, and its own text is escaped once', () => {
  const items = [hostile, '&amp;'].map((text) => html`<li>${text}</li>`);
  expect(String(html`<ul>${items}</ul>`)).toBe(`<ul><li>${escaped}</li>\n<li>&amp;amp;</li></ul>`);
});

test('an array of texts is escaped, and an object that imitates markup is text', () => {
  expect(String(html`${[hostile, hostile]}`)).toBe(`${escaped}\n${escaped}`);
  const imitation = { toString: () => hostile } as unknown as string;
  expect(String(html`${imitation}`)).toBe(escaped);
});

test('false, undefined and an empty text produce nothing', () => {
  expect(String(html`${false}|${undefined}|${''}`)).toBe('||');
});

test('a message page escapes its title, its text and its link', () => {
  const page = String(messagePage({ title: hostile, way: hostile, link: { title: hostile, url: hostile } }, 'en'));
  expect(page).not.toContain('<script>');
  expect(page).not.toContain('"1"');
  expect(page.split(escaped)).toHaveLength(6);
});
