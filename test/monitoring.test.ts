import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { instrumented } from '../bot/operations/telemetry/instrumented.ts';
import { Metrics } from '../bot/operations/telemetry/metrics.ts';
import { SignInRequiredError } from '../src/application/ports/errors.ts';

const read = (path: string) => readFileSync(path, 'utf8');
const { panels, templating } = JSON.parse(read('infra/monitoring/dashboard.json'));
const rules: { alert: string; expr: string; annotations: { summary: string; action: string } }[] = parse(
  read('infra/monitoring/alerts.yml'),
).groups.flatMap((group: { rules: unknown[] }) => group.rules);
const operating = read('docs/operate.md');

/** Every metric there is, by the name that it is asked for with. */
const metrics = new Metrics();
metrics.collectProcessMetrics();
const names = new Set(
  metrics.registry.getMetricsAsArray().flatMap(({ name }) => [name, `${name}_count`, `${name}_bucket`, `${name}_sum`]),
);
const askedFor = (text: string) => [...text.matchAll(/\b(?:purchase_desk|process|nodejs)_\w+/g)].map(([name]) => name);

test('the dashboard and the alerts ask for what there is', () => {
  const asked = askedFor(JSON.stringify([panels, templating, rules.map(({ expr }) => expr)]));
  expect(asked.length).toBeGreaterThan(20);
  expect(asked.filter((name) => !names.has(name))).toEqual([]);
});

test('what an alert waits for is there before its first time, as only what grows is seen', async () => {
  const series = (await metrics.registry.metrics()).split('\n');
  const waited = rules.flatMap(({ expr }) =>
    [...expr.matchAll(/increase\((\w+)(?:\{(.+?)\})?/g)].map(([, name = '', label = '']) => ({ name, label })),
  );
  expect(waited.length).toBeGreaterThan(1);
  for (const { name, label } of waited) {
    const found = series.filter((line) => line.startsWith(`${name}{`) && line.includes(label));
    expect(found.filter((line) => line.endsWith(' 0'))).not.toEqual([]);
  }
});

test('that somebody is to sign in first is no failure of the system of record', async () => {
  const told: string[] = [];
  const throws = (error: Error) =>
    instrumented('provider', { account: () => Promise.reject(error) }, (_, as) => told.push(as));
  await expect(throws(new SignInRequiredError('sign-in')).account()).rejects.toThrow(SignInRequiredError);
  await expect(throws(new Error('gone')).account()).rejects.toThrow('gone');
  expect(told).toEqual(['refused', 'failed']);
});

test('whatever is counted is told of to the operator, and in the dashboard', () => {
  const own = metrics.registry
    .getMetricsAsArray()
    .flatMap(({ name }) => (name.startsWith('purchase_desk') ? [name] : []));
  expect(own.filter((name) => !operating.includes(`\`${name}\``))).toEqual([]);
  expect(own.filter((name) => !JSON.stringify([panels, templating]).includes(name))).toEqual([]);
});

test('every alert says what to do, in the rule and in the document', () => {
  for (const { alert, annotations } of rules) {
    expect(annotations).toEqual({ summary: expect.stringMatching(/\.$/), action: expect.stringMatching(/\.$/) });
    expect(operating).toContain(`| \`${alert}\` |`);
  }
  const told = [...operating.matchAll(/\| `(PurchaseDesk\w+)` \|/g)].map(([, name]) => name);
  expect(told.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test('every panel has a title, a unit and a question, and a place of its own', () => {
  const places = panels.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => `${x},${y}`);
  expect(new Set(places).size).toBe(panels.length);
  for (const panel of panels) {
    expect(panel).toMatchObject({ title: expect.any(String), fieldConfig: { defaults: { unit: expect.any(String) } } });
    expect(panel.targets.length).toBeGreaterThan(0);
  }
});
