/** Environment variables for traces. */
export const observeVariables = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    description:
      'A collector of OpenTelemetry, such as http://localhost:4318: traces are sent to it, and to none without.',
    read: readEndpoint,
    fallback: undefined as string | undefined,
  },
};

function readEndpoint(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('an http:// or https:// address is needed');
}
