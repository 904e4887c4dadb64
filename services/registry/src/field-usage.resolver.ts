import { type CalendarDate, type Context, DateScalar, PageArgs, page } from '@cabildo/kit';
import { Args, ArgsType, Ctx, Field, Query, Resolver } from 'type-graphql';
import { FieldUsage, FieldUsageConnection } from './field-usage.js';
import { fieldUsage, type UsageFilter, usageOrder } from './repository.js';

@ArgsType()
class FieldUsageArgs extends PageArgs implements UsageFilter {
  @Field(() => String, {
    nullable: true,
    description: 'Only the field with this coordinate, such as `Municipality.name`.',
  })
  coordinate?: string;

  @Field(() => DateScalar, { nullable: true, description: 'Only this day and later days.' })
  dayFrom?: CalendarDate;

  @Field(() => DateScalar, { nullable: true, description: 'Only this day and earlier days.' })
  dayTo?: CalendarDate;
}

@Resolver(() => FieldUsage)
export class FieldUsageResolver {
  @Query(() => FieldUsageConnection, {
    nullable: true,
    description: 'How often clients requested each field, by day, newest first. Counts are recorded once an hour.',
  })
  fieldUsage(@Ctx() { snapshot }: Context, @Args(() => FieldUsageArgs) args: FieldUsageArgs) {
    return page(fieldUsage(snapshot, args), 'fieldUsage', usageOrder, args);
  }
}
