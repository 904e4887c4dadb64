import type { Loads } from '@cabildo/kit';
import { authorityById, secretariatById } from '../loaders.js';
import type { SecretariatMember } from '../secretariat/secretariat-member.js';
import { type Activity, activityOn } from '../vocabulary/activity.js';
import type { ActivityArgs } from '../vocabulary/activity-args.js';

/** Whether a seat is held on a day. A seat begins after its secretariat is installed and ends with its authority. */
export async function seatActivity(loads: Loads, seat: SecretariatMember, day: string): Promise<Activity> {
  const [secretariat, authority] = await Promise.all([
    loads.load(secretariatById, seat.secretariatId),
    seat.authorityId === null ? null : loads.load(authorityById, seat.authorityId),
  ]);
  const { validFrom: from, validTo: to } = seat;
  return activityOn({ from, to, notBefore: secretariat?.installedOn, notAfter: authority?.validTo }, day);
}

/** The seats that a filter selects; all of them without a day. */
export async function activeSeats(
  loads: Loads,
  seats: readonly SecretariatMember[],
  { activeOn, activity }: ActivityArgs,
): Promise<readonly SecretariatMember[]> {
  if (activeOn == null) return seats;
  const activities = await Promise.all(seats.map((seat) => seatActivity(loads, seat, activeOn)));
  return seats.filter((_, at) => activity.includes(activities[at]!));
}
