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
const operatorGuide = read('docs/operate.md');

/** Every metric there is, by the name that it is asked for with. */
const metrics = new Metrics();
metrics.collectProcessMetrics();
const names = new Set(
  metrics.registry.getMetricsAsArray().flatMap(({ name }) => [name, `${name}_count`, `${name}_bucket`, `${name}_sum`]),
);
const metricNamesIn = (text: string) =>
  [...text.matchAll(/\b(?:purchase_desk|process|nodejs)_\w+/g)].map(([name]) => name);

test('the dashboard and the alerts ask for what there is', () => {
  const usedNames = metricNamesIn(JSON.stringify([panels, templating, rules.map(({ expr }) => expr)]));
  expect(usedNames.length).toBeGreaterThan(20);
  expect(usedNames.filter((name) => !names.has(name))).toEqual([]);
});

test('what an alert waits for is there before its first time, as only what grows is seen', async () => {
  const series = (await metrics.registry.metrics()).split('\n');
  const watchedSeries = rules.flatMap(({ expr }) =>
    [...expr.matchAll(/increase\((\w+)(?:\{(.+?)\})?/g)].map(([, name = '', label = '']) => ({ name, label })),
  );
  expect(watchedSeries.length).toBeGreaterThan(1);
  for (const { name, label } of watchedSeries) {
    const matching = series.filter((line) => line.startsWith(`${name}{`) && line.includes(label));
    expect(matching.filter((line) => line.endsWith(' 0'))).not.toEqual([]);
  }
});

test('a required sign-in does not count as a failure of the system of record', async () => {
  const outcomes: string[] = [];
  const providerThatThrows = (error: Error) =>
    instrumented('provider', { account: () => Promise.reject(error) }, (_, as) => outcomes.push(as));
  await expect(providerThatThrows(new SignInRequiredError('sign-in')).account()).rejects.toThrow(SignInRequiredError);
  await expect(providerThatThrows(new Error('gone')).account()).rejects.toThrow('gone');
  expect(outcomes).toEqual(['refused', 'failed']);
});

test('whatever is counted is told of to the operator, and in the dashboard', () => {
  const ownMetrics = metrics.registry
    .getMetricsAsArray()
    .flatMap(({ name }) => (name.startsWith('purchase_desk') ? [name] : []));
  expect(ownMetrics.filter((name) => !operatorGuide.includes(`\`${name}\``))).toEqual([]);
  expect(ownMetrics.filter((name) => !JSON.stringify([panels, templating]).includes(name))).toEqual([]);
});

test('every alert says what to do, in the rule and in the document', () => {
  for (const { alert, annotations } of rules) {
    expect(annotations).toEqual({ summary: expect.stringMatching(/\.$/), action: expect.stringMatching(/\.$/) });
    expect(operatorGuide).toContain(`| \`${alert}\` |`);
  }
  const documentedAlerts = [...operatorGuide.matchAll(/\| `(PurchaseDesk\w+)` \|/g)].map(([, name]) => name);
  expect(documentedAlerts.toSorted()).toEqual(rules.map(({ alert }) => alert).toSorted());
});

test('every panel has a title, a unit and a question, and a place of its own', () => {
  const positions = panels.map(({ gridPos: { x, y } }: { gridPos: { x: number; y: number } }) => `${x},${y}`);
  expect(new Set(positions).size).toBe(panels.length);
  for (const panel of panels) {
    expect(panel).toMatchObject({ title: expect.any(String), fieldConfig: { defaults: { unit: expect.any(String) } } });
    expect(panel.targets.length).toBeGreaterThan(0);
  }
});
