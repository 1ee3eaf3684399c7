// Builds dist/purchase-desk.zip, the app package for Teams, or with --store dist/purchase-desk-store.zip for the Teams Store.
import { mkdirSync, writeFileSync } from 'node:fs';
import { appPackage, PackageError, zipPackage } from './app-package.ts';

const [option, ...more] = process.argv.slice(2);
const store = option === '--store';
try {
  if ((option && !store) || more.length > 0) throw new PackageError('npm run package takes one option: -- --store');
  const file = `dist/purchase-desk${store ? '-store' : ''}.zip`;
  const content = zipPackage(appPackage(process.env, { store }));
  mkdirSync('dist', { recursive: true });
  writeFileSync(file, content);
  console.log(`${file}: in Teams, Apps, Manage your apps, Upload an app.`);
  if (store) console.log('It offers no buying and no payment: set BUYING=off where the product runs.');
} catch (error) {
  if (!(error instanceof PackageError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
