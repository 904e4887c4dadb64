import { defineConfig } from '@graphql-hive/gateway';

// Every request makes every one of its calls.
export const gatewayConfig = defineConfig({
  transportEntries: { '*.http': { options: { deduplicateInflightRequests: false } } },
});
