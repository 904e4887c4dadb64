import { defineConfig } from '@graphql-hive/gateway';

// Equal requests in flight share one run, and equal calls one call.
export const gatewayConfig = defineConfig({ inboundInflightRequestDeduplication: true });
