import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { acceptedBy, type MediaType, plainJson } from '@cabildo/kit/process';

/**
 * Returns the HTTP status for a media type. With application/json, the status of a well-formed request is 200 even if it
 * has errors, since a proxy could have sent another status. With application/graphql-response+json it is 400.
 */
export const statusIn = (type: MediaType, status: number): number =>
  status === 400 && type === plainJson ? 200 : status;

/** The same for responses of Apollo Server. Its code BAD_REQUEST is for requests that are not well-formed. */
export const statusOfMediaType: ApolloServerPlugin<BaseContext> = {
  requestDidStart: async () => ({
    willSendResponse: async ({ request, response: { http }, errors }) => {
      const { type } = acceptedBy(request.http?.headers.get('accept'));
      if (!type || errors?.some(({ extensions }) => extensions.code === 'BAD_REQUEST')) return;
      http.headers.set('content-type', type);
      http.status = http.status && statusIn(type, http.status);
    },
  }),
};
