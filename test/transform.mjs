import { createHash } from 'node:crypto';
import { transform, version } from 'esbuild';

const options = {
  loader: 'ts',
  format: 'esm',
  target: 'node20',
  supported: { 'import-attributes': true },
  sourcemap: 'inline',
};

/** Jest's transformer for `.ts` files: esbuild strips the types, as it does in `npm run dev`. */
export default {
  processAsync: async (source, sourcefile) => ({ code: (await transform(source, { ...options, sourcefile })).code }),
  getCacheKey: (source, path) =>
    createHash('sha1')
      .update([version, JSON.stringify(options), path, source].join('\0'))
      .digest('hex'),
};
