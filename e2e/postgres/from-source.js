import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformFileSync } from '@swc/core';
import jest from '../../jest.config.js';

// `node --import` of this file runs our TypeScript sources, compiled and resolved as Jest does it:
// for processes that tests start, and for Jest's global setup, which Jest's own resolution does not reach.

const [, compilerOptions] = jest.transform['\\.ts$'];
const root = new URL('../../', import.meta.url);

registerHooks({
  resolve(name, context, next) {
    return next(sourceOf(name, context.parentURL) ?? name, context);
  },
  load(url, context, next) {
    if (!url.startsWith(root.href) || !url.endsWith('.ts')) return next(url, context);
    const { code } = transformFileSync(fileURLToPath(url), { ...compilerOptions, swcrc: false });
    return { format: 'module', source: code, shortCircuit: true };
  },
});

function sourceOf(name, parent) {
  if (name.startsWith('.')) return parent?.endsWith('.ts') ? name.replace(/\.js$/, '.ts') : undefined;
  for (const [pattern, target] of Object.entries(jest.moduleNameMapper)) {
    const match = name.startsWith('@cabildo/') && new RegExp(pattern).exec(name);
    if (match) return new URL(target.replace('<rootDir>/', '').replace('$1', match[1] ?? ''), root).href;
  }
  return undefined;
}
