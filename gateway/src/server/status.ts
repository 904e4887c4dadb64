import type { ApolloServerPlugin, BaseContext } from '@apollo/server';
import { acceptedBy, type MediaType, plainJson } from '@cabildo/kit/process';

/**
 * Whatever is wrong with a well-formed request, plain JSON says it with the status 200: with another, anybody on the way
 * could have sent it. GraphQL's own media type says it with 400.
 */
export const statusIn = (type: MediaType, status: number): number =>
  status === 400 && type === plainJson ? 200 : status;

/** The same of what Apollo Server answers. A request that asks nothing is not well-formed. */
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
