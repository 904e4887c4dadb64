import { request } from 'undici';
import { isRecord } from '../record.js';
import type { PolicyHook } from './authorizer.js';

/** Milliseconds for a decision. */
const timeout = 2_000;

/** A hook that sends `{"policies": […], "claims": {…}}` to a URL by POST, which responds with `{"granted": […]}`. */
export function policyUrl(url: string): PolicyHook {
  return async (policies, { claims }) => {
    const response = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ policies, claims: claims ?? null }),
      signal: AbortSignal.timeout(timeout),
    });
    const body: unknown = await response.body.json();
    if (response.statusCode !== 200 || !isRecord(body) || !Array.isArray(body.granted))
      throw new Error(`POLICY_URL responded with status ${response.statusCode}. Expected 200 and {"granted": […]}.`);
    return body.granted.filter((each) => typeof each === 'string');
  };
}
