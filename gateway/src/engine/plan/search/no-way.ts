/** No plan is within the bounds of a draft. */
export class NoWay extends Error {}
